import type { Container } from '../../../api';
import type { Finding, Report, RuleInfo } from '../../../diagnostics/rule';
import { type Deep, isDeferred, type Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import type { PodSecurity } from '../props';

/** What the rules of every component say about weaker containers; each adds its check and examples. */
export const RESTRICTED_POD: RuleInfo = {
  id: 'KF5407',
  name: 'restricted-pods',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The Deployment is created, and in a namespace that enforces Pod Security `restricted` its ReplicaSet cannot create a single pod; the custom resource only says that the Deployment is not ready. Elsewhere the container has rights that it does not need.',
  fix: 'leave out the field: what `restricted` demands is written by the component',
  faults: [],
  sources: ['facts/kagent.md §4, §9.7'],
};

/** What a container may say of itself under `restricted`. source: Pod Security Standards, Restricted */
const DEMANDED: readonly (readonly [field: string, isAllowed: (value: unknown) => boolean, allowed: string])[] = [
  ['privileged', (value) => value === false, 'false'],
  ['allowPrivilegeEscalation', (value) => value === false, 'false'],
  ['runAsNonRoot', (value) => value === true, 'true'],
  ['runAsUser', (value) => typeof value === 'number' && value > 0, 'a number above 0'],
  ['procMount', (value) => value === 'Default', 'Default'],
  ['capabilities', isRestrictedCapabilities, "{ drop: ['ALL'] }"],
];

function isRestrictedCapabilities(value: unknown): boolean {
  const { add = [], drop = [] } = (value ?? {}) as { add?: readonly string[]; drop?: readonly string[] };
  return add.every((name) => name === 'NET_BIND_SERVICE') && drop.includes('ALL');
}

/** Containers of the user's own that undo what is written for them. */
export function checkSidecars(report: Report, path: Path, containers: Deep<readonly Container[]> | undefined): void {
  report.whenKnown(path, containers as Leaf<readonly Container[]> | undefined, (list) =>
    (Array.isArray(list) ? list : []).flatMap((item: Container, index) => weakenings([...path, index], item)),
  );
}

function weakenings(path: Path, container: Container): Finding[] {
  const security = isDeferred(container)
    ? undefined
    : (container?.securityContext as Record<string, unknown> | undefined);
  if (security === undefined || isDeferred(security)) return [];
  return DEMANDED.flatMap(([field, isAllowed, allowed]): Finding[] => {
    const value = security[field];
    if (value === undefined || isDeferred(value) || isAllowed(value)) return [];
    return [
      {
        path: [...path, 'securityContext', field],
        problem: 'Pod Security `restricted` refuses this',
        got: value,
        allowed,
      },
    ];
  });
}

/** A user who is root. */
export function checkUser(report: Report, path: Path, security: PodSecurity | undefined): void {
  const at = [...path, 'runAsUser'];
  report.whenKnown(at, security?.runAsUser, (user) =>
    Number.isInteger(user) && user > 0
      ? []
      : [{ path: at, problem: 'the pod must not run as root', got: user, allowed: 'a number above 0' }],
  );
}
