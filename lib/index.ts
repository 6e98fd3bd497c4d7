export { type AgentProps, agent, agentRefOf } from './components/agent';
export { type AgentPlatformProps, agentPlatform } from './components/agent-platform';
export { type AgentSandboxControllerProps, agentSandboxController } from './components/agent-sandbox-controller';
export { type AgentSandboxPoolProps, agentSandboxPool } from './components/agent-sandbox-pool';
export type { ComponentDefinition } from './components/definition';
export {
  controlPlaneRefOf,
  type KagentControlPlaneProps,
  kagentControlPlane,
} from './components/kagent-control-plane';
export { type McpServerProps, mcpServer, mcpServerRefOf } from './components/mcp-server';
export { type ModelConfigProps, modelConfig, modelConfigRefOf } from './components/model-config';
export {
  harnessStateOf,
  type NemoClawHarnessProps,
  nemoClawHarness,
  resourcesOfProfile,
} from './components/nemoclaw-harness';
export {
  gatewayRefOf,
  inferenceStateOf,
  type OpenShellGatewayProps,
  openShellGateway,
} from './components/openshell-gateway';
export {
  explainOpenShellPolicy,
  gatewayStateOf,
  type OpenShellPolicyProps,
  openShellPolicy,
} from './components/openshell-policy';
export { type PolicySyncProps, policySync, type SyncMode, type SyncProgram } from './components/policy-sync';
export { type Engine, type Prepared, prepare } from './components/prepare';
export {
  localhostProfileOf,
  podSecurityOf,
  type SeccompProfileProps,
  seccompProfile,
} from './components/seccomp-profile';
export { type TenantProps, tenant, tenantRefOf } from './components/tenant';
export type { Acknowledgement } from './diagnostics/acknowledgement';
export { DefinitionError } from './diagnostics/definition-error';
export { type Diagnostic, formatPlace, type Severity } from './diagnostics/diagnostic';
export { formatDiagnostic, formatDiagnostics, isBlocking } from './diagnostics/format';
export type { Rule, RuleInfo } from './diagnostics/rule';
export { renderGatewayState } from './gateway-state/document';
export { type ImageLock, parseImageLock } from './images/lock';
export type { ImageSources } from './images/sources';
export type { GatewayState } from './plan/gateway-state';
export { type Deep, type Deferred, isDeferred, type Leaf, mapLeaf } from './plan/leaf';
export type { Patch, PatchOperation } from './plan/patch';
export type { KubernetesObject, Resource } from './plan/resource';
export type { SecretKeyRef } from './plan/secret-ref';
export type { AgentRef } from './platform/agent-ref';
export type { ClusterFacts, Operator } from './platform/cluster';
export type { ControlPlaneRef } from './platform/control-plane-ref';
export type { GatewayRef } from './platform/gateway-ref';
export type { McpServerRef } from './platform/mcp-server-ref';
export type { ModelConfigRef } from './platform/model-config-ref';
export { definePlatform, type PlatformProps, type PlatformRef } from './platform/platform-ref';
export { defineTenant, type Place, type TenantNamespaces, type TenantRef } from './platform/tenant-ref';
export {
  compile,
  compose,
  contains,
  type Decider,
  type Decision,
  decide,
  diff,
  type ExplainOptions,
  OpenShellPolicy,
  type Policy,
  PolicyConflict,
  type PolicyDocument,
  type PolicyRequest,
} from './policy';
export * as layers from './policy/layers';
export { baselines, presets, tiers } from './policy/presets';
export { findRule, RULES } from './registry';
export { findRelease, type Release, type ReleaseName, releases } from './releases';
export { builtInProfile, checkProfile, type OciSeccompProfile, type SeccompUse } from './seccomp';
