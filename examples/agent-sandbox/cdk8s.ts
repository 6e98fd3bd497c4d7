import { App } from 'cdk8s';
import { AgentPlatform, AgentSandboxPool, synthSummary } from 'kagent-fleet/cdk8s';
import { coder, platform } from './definition';

const app = new App();
new AgentPlatform(app, 'platform', platform);
new AgentSandboxPool(app, 'coder', coder);

app.synth();
console.log(synthSummary(app));
