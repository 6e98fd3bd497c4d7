import { explainOpenShellPolicy } from 'kagent-fleet';
import { AgentPlatform, AgentSandboxPool, OpenShellPolicy, SeccompProfile } from 'kagent-fleet/pulumi';
import { attached, platform, pool, seccomp } from './definition';

new AgentPlatform('platform', platform);
const profile = new SeccompProfile('seccomp', seccomp);
const fence = new OpenShellPolicy('policy', attached);
new AgentSandboxPool('claude', pool, { dependsOn: [profile, fence] });

/** Who may reach what, for the stack's readers. */
export const explained = explainOpenShellPolicy(attached).map(({ target, text }) => `${target}\n${text}`);
