export { AgentPlatform } from './agent-platform';
export { AgentSandboxController } from './agent-sandbox-controller';
export { AgentSandboxPool } from './agent-sandbox-pool';
export { Component, objectsInPhaseOrder } from './component';
export { FleetObject } from './fleet-object';
export { FleetValidation } from './fleet-validation';
export { OpenShellPolicy } from './openshell-policy';
export { SeccompProfile } from './seccomp-profile';
export { synthSummary } from './synth-summary';
