import type { Report, RuleInfo } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { ControlPlaneRef } from '../../../platform/control-plane-ref';
import type { AllowedNamespacesProp } from '../props';

/** What the rules of every component say about whose agents may use it; each adds its check and examples. */
export const ALLOWED_NAMESPACES: RuleInfo = {
  id: 'KF5404',
  name: 'allowed-namespaces',
  severity: 'error',
  acknowledge: 'never',
  why: 'To answer a selector the controller reads namespaces, which the Roles of a control plane with a list of namespaces cannot allow: every agent that uses the object fails to reconcile.',
  fix: "write 'All', which means the watched namespaces, or watch all namespaces with `rbac: 'cluster'`",
  faults: ['F-TEN-06'],
  sources: ['facts/kagent.md §10.12'],
};

/** Whether the controller can answer who is allowed. */
export function checkAllowedNamespaces(
  report: Report,
  path: Path,
  allowed: AllowedNamespacesProp | undefined,
  { watches }: ControlPlaneRef,
): void {
  if (allowed === undefined || typeof allowed === 'string' || watches === 'all') return;
  report({
    path,
    problem: 'the control plane watches a list of namespaces and cannot read their labels',
    got: 'a selector',
    allowed: 'Same, All',
  });
}
