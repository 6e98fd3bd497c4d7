import { compileProxyGlob } from '../path-scope';

/**
 * A host pattern of a middleware selector: by labels, `**` taking one or more of them, other wildcards within one.
 * source: facts/openshell.md §1.7
 */
export interface HostPattern {
  readonly source: string;
  readonly labels: readonly Label[];
}

type Label = 'recursive' | { readonly source: string; readonly literal: boolean; matches(label: string): boolean };

/** The pattern, or why it is none. */
export function parseHostPattern(pattern: string): HostPattern | string {
  if (pattern === '') return 'a host pattern must not be empty';
  if (/\s/u.test(pattern)) return 'a host pattern must not hold white space';
  if (/[{}]/.test(pattern)) return 'a host pattern knows no braces; list each pattern by itself';
  const source = pattern.toLowerCase();
  const parts = source.split('.');
  if (parts.includes('')) return 'a host pattern must not hold an empty label';
  const labels: Label[] = [];
  for (const part of parts) {
    if (part === '**') {
      labels.push('recursive');
      continue;
    }
    const matches = compileProxyGlob(part);
    if (matches === undefined) return `the label \`${part}\` is no valid pattern`;
    labels.push({ source: part, literal: !/[*?[]/.test(part), matches });
  }
  return { source, labels };
}

/** Whether a selector may match a host that `candidate` admits; errs on the side of yes, as upstream does. */
export function selectorMayMatch(
  include: readonly HostPattern[],
  exclude: readonly HostPattern[],
  candidate: HostPattern,
): boolean {
  return include.some((pattern) => {
    if (!overlap(pattern, candidate)) return false;
    const host = literalOf(candidate) ?? literalOf(pattern);
    if (host !== undefined) return !exclude.some((excluded) => matchesHost(excluded, host));
    return !exclude.some(
      ({ source, labels }) =>
        (labels.length === 1 && labels[0] === 'recursive') || source === pattern.source || source === candidate.source,
    );
  });
}

function literalOf({ source, labels }: HostPattern): string | undefined {
  return labels.every((label) => label !== 'recursive' && label.literal) ? source : undefined;
}

function matchesHost(pattern: HostPattern, host: string): boolean {
  const literal = parseHostPattern(host);
  return typeof literal !== 'string' && overlap(pattern, literal);
}

/** Walks both patterns label by label; `**` takes at least one label. */
function overlap({ labels: left }: HostPattern, { labels: right }: HostPattern): boolean {
  const seen = new Set<string>();
  const open: [number, number][] = [[0, 0]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [i, j] = pair;
    if (i === left.length && j === right.length) return true;
    const a = left[i];
    const b = right[j];
    if (a === undefined || b === undefined || seen.has(pair.join())) continue;
    seen.add(pair.join());
    if (!labelsOverlap(a, b)) continue;
    open.push([i + 1, j + 1]);
    if (a === 'recursive') open.push([i, j + 1]);
    if (b === 'recursive') open.push([i + 1, j]);
  }
  return false;
}

function labelsOverlap(a: Label, b: Label): boolean {
  if (a === 'recursive' || b === 'recursive') return true;
  if (a.literal && b.literal) return a.source === b.source;
  if (a.literal) return b.matches(a.source);
  if (b.literal) return a.matches(b.source);
  return true;
}
