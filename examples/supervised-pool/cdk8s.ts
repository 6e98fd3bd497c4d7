// Run: npx ts-node --swc examples/supervised-pool/cdk8s.ts (after `npm run build`)
import { App } from 'cdk8s';
import { AgentPlatform, AgentSandboxPool, SeccompProfile, synthSummary } from 'kagent-fleet/cdk8s';
import { claude, goose, platform, seccomp } from './definition';

const app = new App({ outdir: 'dist/supervised-pool' });
new AgentPlatform(app, 'platform', platform);
new SeccompProfile(app, 'seccomp', seccomp);
new AgentSandboxPool(app, 'claude', claude);
new AgentSandboxPool(app, 'goose', goose);

app.synth();
console.log(synthSummary(app));
