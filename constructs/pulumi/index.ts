export { AgentPlatform } from './agent-platform';
export { AgentSandboxController } from './agent-sandbox-controller';
export { AgentSandboxPool } from './agent-sandbox-pool';
export { Component } from './component';
export { OpenShellPolicy } from './openshell-policy';
export { SeccompProfile } from './seccomp-profile';
