import type { Rule } from '../../../diagnostics/rule';
import type { PlatformRef } from '../../../platform/platform-ref';
import { CLUSTER_RULES } from '../../../platform/rules';
import { type Lift, liftRule } from '../../../platform/rules/lift';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';
import { LOCKED_IMAGE } from './kf1101-locked-image';
import { WELL_FORMED_IMAGE } from './kf1102-well-formed-image';
import { NEEDED_CALLS_ALLOWED } from './kf3501-needed-calls';
import { LANDLOCK_REACHABLE } from './kf3502-landlock-reachable';
import { CLONE3_ENOSYS } from './kf3503-clone3-enosys';
import { OCI_PROFILE } from './kf3504-oci-profile';
import { BOTH_ARCHITECTURES } from './kf3505-architectures';
import { KNOWN_CALLS } from './kf3506-known-calls';
import { LOOSENED_PROFILE } from './kf3507-loosened-profile';
import { PROFILE_NAMES } from './kf3508-profile-names';
import { KUBELET_PATHS } from './kf3509-kubelet-paths';
import { OPERATOR_PATH } from './kf3510-operator-path';
import { OPERATOR_DECLARED } from './kf3511-operator-declared';
import { UNCHECKED_PROFILE } from './kf3512-unchecked-profile';
import { MUTATION_SERVED } from './kf3513-mutation-served';
import { ONLY_REPORTED } from './kf3514-only-reported';
import { APP_ARMOR_UNCONFINED } from './kf3515-app-armor';
import { TOPOLOGY_KNOWN } from './kf3516-topology-known';
import { ATTACHED_NAMESPACES } from './kf3517-attached-namespaces';
import { INSTALLER_NAMESPACE } from './kf3518-installer-namespace';
import { KNOWN_WORDS } from './kf3519-known-words';

/** The rules over a profile's own props. */
export const SECCOMP_PROFILE_RULES: readonly Rule<SeccompProfileProps>[] = [
  NEEDED_CALLS_ALLOWED,
  LANDLOCK_REACHABLE,
  CLONE3_ENOSYS,
  OCI_PROFILE,
  BOTH_ARCHITECTURES,
  KNOWN_CALLS,
  LOOSENED_PROFILE,
  PROFILE_NAMES,
  KUBELET_PATHS,
  OPERATOR_PATH,
  OPERATOR_DECLARED,
  UNCHECKED_PROFILE,
  MUTATION_SERVED,
  ONLY_REPORTED,
  APP_ARMOR_UNCONFINED,
  TOPOLOGY_KNOWN,
  ATTACHED_NAMESPACES,
  INSTALLER_NAMESPACE,
  KNOWN_WORDS,
  LOCKED_IMAGE,
  WELL_FORMED_IMAGE,
];

const PLATFORM: Lift<PlatformRef, SeccompProfileProps> = {
  read: ({ platform }) => platform,
  place: (path) => ['platform', ...path],
  // On the nodes already, so that the examples ask for nothing that the platform would have to offer.
  embed: (platform) =>
    exampleProfile({
      platform,
      use: 'sandbox',
      delivery: { by: 'existing', localhostProfile: 'profiles/sandbox.json' },
    }),
};

/** All of them, with those over the platform that the profile belongs to. */
export const seccompProfileRules: readonly Rule<SeccompProfileProps>[] = [
  ...CLUSTER_RULES.map((rule) => liftRule(rule, PLATFORM)),
  ...SECCOMP_PROFILE_RULES,
];
