import type { ResolvedClusterFacts } from '../platform/cluster';

/** A level of the Pod Security Standards. */
export type PodSecurityLevel = 'restricted' | 'baseline' | 'privileged';

const MODES = ['enforce', 'audit', 'warn'] as const;

/**
 * The labels by which a namespace enforces a level, in the version that the cluster has. All three modes say the same:
 * a stricter word would warn of every pod that has to be as it is.
 */
export function podSecurityLabels(level: PodSecurityLevel, { kubernetes }: Pick<ResolvedClusterFacts, 'kubernetes'>) {
  return Object.fromEntries(
    MODES.flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, `v${kubernetes}`],
    ]),
  );
}

/**
 * What keeps service meshes out of a namespace of OpenShell sandboxes: a second proxy in the pod runs as root or takes
 * over the pod's network beside the supervisor's own. Istio injects by label, its ambient mode by another, Linkerd by
 * annotation. source: facts/openshell.md §3.3, §10.10; fault F-ISO-06
 */
export const OUTSIDE_MESHES = {
  labels: { 'istio-injection': 'disabled', 'istio.io/dataplane-mode': 'none' },
  annotations: { 'linkerd.io/inject': 'disabled' },
} as const;
