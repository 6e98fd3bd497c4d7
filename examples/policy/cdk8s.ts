// Run: npx ts-node --swc examples/policy/cdk8s.ts (after `npm run build`)
import { App } from 'cdk8s';
import { explainOpenShellPolicy } from 'kagent-fleet';
import { AgentPlatform, AgentSandboxPool, OpenShellPolicy, SeccompProfile, synthSummary } from 'kagent-fleet/cdk8s';
import { attached, platform, pool, seccomp } from './definition';

const app = new App({ outdir: 'dist/policy' });
new AgentPlatform(app, 'platform', platform);
new SeccompProfile(app, 'seccomp', seccomp);
new OpenShellPolicy(app, 'policy', attached);
new AgentSandboxPool(app, 'claude', pool);

app.synth();
console.log(synthSummary(app));
for (const { target, text } of explainOpenShellPolicy(attached)) console.log(`\n${target}\n${text}`);
