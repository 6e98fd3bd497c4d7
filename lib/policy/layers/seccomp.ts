import type { OpenShellRelease } from '../../releases/openshell';
import type { PolicyDocument } from '../model';
import { nothing } from './judge';
import type { Rendering } from './layer';
import { subjectOf } from './subject';

/** What of a policy a seccomp profile can carry; profiles themselves are the SeccompProfile component's. */
export interface SeccompShare {
  /** Socket families that a container under this policy has no use for, to be denied with EPERM. */
  readonly deniedSocketFamilies: readonly SocketFamily[];
}

export type SocketFamily = 'AF_INET' | 'AF_INET6' | 'AF_ALG' | 'AF_VSOCK' | 'AF_BLUETOOTH' | 'AF_PACKET';

/** Families that no policy can open. source: facts/openshell.md §4.5 */
const NO_POLICY_OPENS: readonly SocketFamily[] = ['AF_ALG', 'AF_VSOCK', 'AF_BLUETOOTH', 'AF_PACKET'];

/**
 * Seccomp sees system calls, no destinations: it can take the network away altogether, where the policy opens none and
 * no supervisor in the container needs it.
 */
export function seccompShare(
  policy: PolicyDocument,
  openshell: OpenShellRelease,
  { supervised }: { readonly supervised: boolean },
): Rendering<SeccompShare> {
  const { endpoints } = subjectOf(policy, openshell);
  const isOffline = endpoints.length === 0 && !supervised;
  return {
    layer: 'seccomp',
    output: { deniedSocketFamilies: [...(isOffline ? (['AF_INET', 'AF_INET6'] as const) : []), ...NO_POLICY_OPENS] },
    fidelity: endpoints.map((it) => nothing(it, 'has no say: seccomp sees the call, not where it leads')),
  };
}
