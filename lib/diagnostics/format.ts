import { type Diagnostic, formatPlace, formatValue } from './diagnostic';

/** Whether this diagnostic stops synthesis. */
export function isBlocking({ severity, acknowledged }: Diagnostic): boolean {
  return severity === 'error' && acknowledged === undefined;
}

/** All diagnostics as one text: first what stops synthesis, then what does not. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const blocking = diagnostics.filter(isBlocking);
  const others = diagnostics.filter((diagnostic) => !isBlocking(diagnostic) && !diagnostic.acknowledged);
  return [headline(blocking.length, others.length), ...[...blocking, ...others].map(formatDiagnostic)].join('\n\n');
}

function headline(errors: number, warnings: number): string {
  const counted = [count(errors, 'problem'), ...(warnings > 0 ? [count(warnings, 'warning')] : [])].join(' and ');
  return errors > 0
    ? `kagent-fleet found ${counted}; nothing was written or created`
    : `kagent-fleet found ${count(warnings, 'warning')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** One diagnostic on a few aligned lines. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { rule, severity, problem, got, allowed, fix, sources } = diagnostic;
  const lines = [
    `${severity} ${rule}: ${problem}`,
    `  at:      ${formatPlace(diagnostic)}`,
    ...('got' in diagnostic ? [`  got:     ${formatValue(got)}`] : []),
    ...(allowed === undefined ? [] : [`  allowed: ${allowed}`]),
    `  fix:     ${fix}`,
    ...(sources.length === 0 ? [] : [`  source:  ${sources.join('; ')}`]),
  ];
  return lines.join('\n');
}
