import type { Rule } from '../../../diagnostics/rule';
import type { AgentSandboxPoolProps } from '../props';
import { supervisedPoolRules } from '../supervised/rules';
import { lockedImage, wellFormedImage } from './images';
import { poolPlace } from './kf3401-pool-place';
import { oneWorkloadForm } from './kf3402-one-workload-form';
import { replicasValid } from './kf3403-replicas-valid';
import { replicasCapped } from './kf3404-replicas-capped';
import { extensionsOn } from './kf3405-extensions-on';
import { replicasOneOwner } from './kf3406-replicas-one-owner';
import { networkShape } from './kf3407-network-shape';
import { quotaLeavesRoom } from './kf3408-quota-leaves-room';
import { runtimeClassDeclared } from './kf3409-runtime-class-declared';
import { claimersNamed } from './kf3410-claimers-named';
import { outsideClaimName } from './kf3411-outside-claim-name';
import { sharedVolume } from './kf3412-shared-volume';
import { volumePerReplica } from './kf3413-volume-per-replica';
import { volumesShape } from './kf3414-volumes-shape';
import { coldClaims } from './kf3415-cold-claims';
import { namespaceOneOwner } from './kf3416-namespace-one-owner';
import { poolPlatformRules } from './platform';

/** The rules over the props of a pool, those over its platform first. */
export const agentSandboxPoolRules: readonly Rule<AgentSandboxPoolProps>[] = [
  ...poolPlatformRules,
  poolPlace,
  oneWorkloadForm,
  replicasValid,
  replicasCapped,
  extensionsOn,
  replicasOneOwner,
  networkShape,
  quotaLeavesRoom,
  runtimeClassDeclared,
  claimersNamed,
  outsideClaimName,
  sharedVolume,
  volumePerReplica,
  volumesShape,
  coldClaims,
  namespaceOneOwner,
  wellFormedImage,
  lockedImage,
  ...supervisedPoolRules,
];
