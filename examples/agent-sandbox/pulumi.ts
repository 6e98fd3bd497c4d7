import { AgentPlatform, AgentSandboxPool } from 'kagent-fleet/pulumi';
import { coder, platform } from './definition';

new AgentPlatform('platform', platform);
new AgentSandboxPool('coder', coder);
