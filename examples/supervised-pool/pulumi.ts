import { AgentPlatform, AgentSandboxPool, SeccompProfile } from 'kagent-fleet/pulumi';
import { claude, goose, platform, seccomp } from './definition';

new AgentPlatform('platform', platform);
const profile = new SeccompProfile('seccomp', seccomp);
const first = new AgentSandboxPool('claude', claude, { dependsOn: [profile] });
// The namespace comes with the first pool.
new AgentSandboxPool('goose', goose, { dependsOn: [first] });
