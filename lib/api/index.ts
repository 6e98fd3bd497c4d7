/** Upstream kinds: their types, their CRDs and their validation. */
export * from './agent-sandbox';
export type { Condition } from './common';
export {
  type ConversionWebhook,
  type CustomResourceDefinitionObject,
  type CustomResourceDefinitionOptions,
  customResourceDefinition,
} from './crd';
// Types only: the definitions load when `findKind` or `customKinds` needs them, or by an import of `./kagent` or `./kmcp`.
export type * from './kagent';
export type { Kind, KindDefinition, KindVersion, PrinterColumn } from './kind';
export type * from './kmcp';
export {
  type Affinity,
  type Container,
  type ContainerPort,
  type EnvFromSource,
  type EnvVar,
  type IntOrString,
  type Json,
  type KubernetesTypes,
  kubernetes,
  type LabelSelector,
  type NetworkPolicyEgressRule,
  type NetworkPolicyIngressRule,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  type ObjectMeta,
  type PersistentVolumeClaimSpec,
  type PodSecurityContext,
  type PodSpec,
  type PodTemplateSpec,
  type PolicyRule,
  type Probe,
  type Quantity,
  type ResourceRequirements,
  type SecurityContext,
  type Toleration,
  type TopologySpreadConstraint,
  type Volume,
  type VolumeMount,
} from './kubernetes';
export { customKinds, findKind, type Upstream } from './registry';
export {
  type DeferredCheck,
  type NotEvaluated,
  type ValidationResult,
  type ValidationTarget,
  validateObject,
} from './validate';
