import type { SeccompProfileProps } from './props';

/** The folder of the files that our DaemonSets write, below the kubelet's folder. */
export const OWN_FOLDER = 'kagent-fleet';

/** The folder of the Security Profiles Operator, below the kubelet's folder. source: security-profiles-operator 1.0.0, internal/pkg/config */
export const OPERATOR_FOLDER = 'operator';

/** The kubelet's folder for seccomp profiles. source: kubelet, `--root-dir` and its default */
export const KUBELET_FOLDER = '/var/lib/kubelet/seccomp';

/**
 * The value of `seccompProfile.localhostProfile` for pods that are to run under the profile.
 *
 * The operator's kind is cluster-scoped from 0.9 on, and since then no namespace is part of the path. source: fault F-ISO-01
 */
export function localhostProfileOf({ delivery, name }: Pick<SeccompProfileProps, 'delivery' | 'name'>): string {
  switch (delivery.by) {
    case 'security-profiles-operator':
      return `${OPERATOR_FOLDER}/${fileName(name)}`;
    case 'daemon-set':
      return `${OWN_FOLDER}/${fileName(name)}`;
    case 'existing':
      return delivery.localhostProfile;
  }
}

/** The name of the file. The operator adds the ending only where it is not there. */
export function fileName(name: string): string {
  return name.endsWith('.json') ? name : `${name}.json`;
}
