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
