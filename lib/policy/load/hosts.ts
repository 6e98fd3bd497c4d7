import type { OpenShellQuirks } from '../../releases/openshell';

/** Why the supervisor refuses this host pattern, if it does. source: facts/openshell-0.0.46.md §1.2; openshell.md §1.5 */
export function hostWildcardProblem(host: string, allowed: OpenShellQuirks['hostWildcards']): string | undefined {
  if (!host.includes('*')) return undefined;
  if (host === '*' || host === '**') return 'it matches all hosts';
  const labels = host.split('.');
  if (allowed === 'whole-first-label') {
    if (!host.startsWith('*.') && !host.startsWith('**.')) return 'a wildcard must be the whole first label';
  } else {
    const shape = wildcardShapeProblem(labels, allowed === 'whole-later-label');
    if (shape !== undefined) return shape;
  }
  return labels.length <= 2 ? 'it covers a whole top-level domain' : undefined;
}

/** What the gateway of 0.0.111 says of a host on its own. */
export function gatewayWildcardProblem(host: string): string | undefined {
  if (host === '*' || host === '**') return 'it matches all hosts';
  return host.includes('*') ? wildcardShapeProblem(host.split('.'), true) : undefined;
}

/** Whether the gateway of every known version refuses the host as covering a top-level domain. */
export function isTopLevelWildcard(host: string): boolean {
  return (host.startsWith('*.') || host.startsWith('**.')) && host.split('.').length <= 2;
}

function wildcardShapeProblem([first = '', ...later]: readonly string[], laterAllowed: boolean): string | undefined {
  if (first.includes('**') && first !== '**') return '`**` must be the whole first label';
  for (const label of later) {
    if (label.includes('**')) return '`**` is allowed only as the whole first label';
    if (label.includes('*') && !laterAllowed) return 'a wildcard is allowed only in the first label';
    if (label.includes('*') && label !== '*') return 'a wildcard in a later label must be the whole label';
  }
  return undefined;
}
