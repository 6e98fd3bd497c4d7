import { App } from 'cdk8s';
import {
  AgentPlatform,
  KagentControlPlane,
  NemoClawHarness,
  OpenShellGateway,
  synthSummary,
  Tenant,
} from 'kagent-fleet/cdk8s';
import { coder, gateway, kagent, platform, tenant } from './definition';

const app = new App();
new AgentPlatform(app, 'platform', platform);
new Tenant(app, 'team-a', tenant);
new OpenShellGateway(app, 'gateway', gateway);
new KagentControlPlane(app, 'kagent', kagent);
new NemoClawHarness(app, 'coder', coder);

app.synth();
console.log(synthSummary(app));
