import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { noHostAccess } from './kf3001-no-host-access';
import { noPrivilege } from './kf3002-no-privilege';
import { noPrivilegeEscalation } from './kf3003-no-privilege-escalation';
import { runAsNonRoot } from './kf3004-run-as-non-root';
import { seccompProfile } from './kf3005-seccomp-profile';
import { noServiceAccountToken } from './kf3006-no-service-account-token';
import { resourcesSet } from './kf3007-resources-set';
import { readOnlyRoot } from './kf3008-read-only-root';
import { imageReference } from './kf3009-image-reference';
import { reservedPodMetadata } from './kf3010-reserved-pod-metadata';
import { podMetadataSyntax } from './kf3011-pod-metadata-syntax';
import { volumeClaimNames } from './kf3012-volume-claim-names';
import { volumeClaimsMounted } from './kf3013-volume-claims-mounted';
import { mountsHaveVolumes } from './kf3014-mounts-have-volumes';
import { noEnvFromWithAllowed } from './kf3015-no-env-from-with-allowed';
import { restartPolicyNever } from './kf3016-restart-policy-never';
import { containerNames } from './kf3017-container-names';
import { containerPorts } from './kf3018-container-ports';
import { envNames } from './kf3019-env-names';
import { resourceAmounts } from './kf3020-resource-amounts';
import { floatingImage } from './kf3021-floating-image';
import { volumeClaimSpec } from './kf3022-volume-claim-spec';
import { agentStateNotCovered } from './kf3030-agent-state-not-covered';
import { hermesKey } from './kf3031-hermes-key';

/** Rules over the pod of a Sandbox or SandboxTemplate. */
export const POD_RULES: readonly Rule<KubernetesObject>[] = [
  noHostAccess,
  noPrivilege,
  noPrivilegeEscalation,
  runAsNonRoot,
  seccompProfile,
  noServiceAccountToken,
  resourcesSet,
  readOnlyRoot,
  imageReference,
  reservedPodMetadata,
  podMetadataSyntax,
  volumeClaimNames,
  volumeClaimsMounted,
  mountsHaveVolumes,
  noEnvFromWithAllowed,
  restartPolicyNever,
  containerNames,
  containerPorts,
  envNames,
  resourceAmounts,
  floatingImage,
  volumeClaimSpec,
  agentStateNotCovered,
  hermesKey,
];

/** Those of them that a SandboxClaim can break as well. */
export const CLAIM_BLUEPRINT_RULES: readonly Rule<KubernetesObject>[] = [volumeClaimNames, envNames, volumeClaimSpec];
