export type { SandboxBlueprint, SandboxPodMetadata, SandboxPodTemplate, VolumeClaimTemplate } from './blueprint';
export { type Sandbox, type SandboxSpec, type SandboxStatus, sandboxKind } from './sandbox';
export {
  type SandboxClaim,
  type SandboxClaimEnvVar,
  type SandboxClaimSpec,
  type SandboxClaimStatus,
  sandboxClaimKind,
} from './sandbox-claim';
export {
  type SandboxNetworkPolicy,
  type SandboxTemplate,
  type SandboxTemplateSpec,
  sandboxTemplateKind,
} from './sandbox-template';
export {
  type SandboxWarmPool,
  type SandboxWarmPoolSpec,
  type SandboxWarmPoolStatus,
  sandboxWarmPoolKind,
} from './sandbox-warm-pool';
