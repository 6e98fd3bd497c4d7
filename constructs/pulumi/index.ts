export { AgentPlatform } from './agent-platform';
export { AgentSandboxController } from './agent-sandbox-controller';
export { AgentSandboxPool } from './agent-sandbox-pool';
export { Component } from './component';
export { SeccompProfile } from './seccomp-profile';
