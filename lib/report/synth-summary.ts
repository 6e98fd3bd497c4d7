import type { Diagnostic } from '../diagnostics/diagnostic';
import { formatPath } from '../plan/path';

/** One synthesized object, as far as the summary needs it. */
export interface SynthesizedObject {
  readonly kind: string;
  /** Size in the output, in bytes. */
  readonly bytes: number;
}

/** What a person wants to see after synthesis: what was made, what to think about, how to apply it. */
export interface SynthSummary {
  readonly objects: readonly SynthesizedObject[];
  readonly diagnostics: readonly Diagnostic[];
  /** Folder of the output as the user would type it. */
  readonly folder: string;
  /** Files of the output, in the order of apply; those with namespaces and CRDs are applied first. */
  readonly files: readonly string[];
}

/** The summary as a short text for a terminal. */
export function formatSynthSummary({ objects, diagnostics, folder, files }: SynthSummary): string {
  return [formatKinds(objects), formatFindings(diagnostics), formatApply(folder, files)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function formatKinds(objects: readonly SynthesizedObject[]): string {
  const rows = new Map<string, { count: number; bytes: number }>();
  for (const { kind, bytes } of objects) {
    const row = rows.get(kind) ?? { count: 0, bytes: 0 };
    rows.set(kind, { count: row.count + 1, bytes: row.bytes + bytes });
  }
  const total = { count: objects.length, bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0) };
  const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  return alignColumns([
    ['kind', 'objects', 'bytes'],
    ...[...lines, ['total', total] as const].map(([kind, { count, bytes }]) => [kind, String(count), String(bytes)]),
  ]);
}

/** A table whose first column is text and whose others are numbers. */
function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

function formatFindings(diagnostics: readonly Diagnostic[]): string {
  const waived = diagnostics.filter(({ acknowledged }) => acknowledged);
  const warnings = diagnostics.filter(({ severity, acknowledged }) => severity === 'warning' && !acknowledged);
  return [...warnings.map((warning) => `warning ${oneLine(warning)}`), ...byWaiver(waived).flatMap(formatWaived)].join(
    '\n',
  );
}

/** Findings that one waiver covers stand together. */
function byWaiver(waived: readonly Diagnostic[]): Diagnostic[][] {
  const groups = new Map<string, Diagnostic[]>();
  for (const finding of waived) {
    const key = JSON.stringify([finding.rule, finding.acknowledged?.reason]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function formatWaived(group: readonly Diagnostic[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const reason = first.acknowledged?.reason;
  if (group.length === 1) return [`waived  ${oneLine(first)} (${reason})`];
  return [
    `waived  ${first.rule} in ${group.length} places (${reason})`,
    ...group.map(({ construct, path }) => `          ${construct}: ${formatPath(path)}`),
  ];
}

function oneLine({ rule, construct, path, problem }: Diagnostic): string {
  return `${rule} ${construct}: ${formatPath(path)}: ${problem}`;
}

function formatApply(folder: string, files: readonly string[]): string {
  const first = files.filter((file) => /^\d\d-(namespace|crd)\./.test(file)).map((file) => `-f ${folder}/${file}`);
  const crds = files.find((file) => /^\d\d-crd\./.test(file));
  return [
    'apply with:',
    ...(first.length > 0 ? [`  kubectl apply --server-side ${first.join(' ')}`] : []),
    ...(crds ? [`  kubectl wait --for=condition=Established --timeout=60s -f ${folder}/${crds}`] : []),
    `  kubectl apply --server-side -f ${folder}/`,
  ].join('\n');
}
