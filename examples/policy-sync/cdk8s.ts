import { mkdirSync, writeFileSync } from 'node:fs';
import { App } from 'cdk8s';
import {
  AgentPlatform,
  KagentControlPlane,
  NemoClawHarness,
  OpenShellGateway,
  PolicySync,
  Tenant,
} from 'kagent-fleet/cdk8s';
import { coder, gateway, kagent, platform, policies, reviewer, stateFile, tenant } from './definition';

const app = new App();
new AgentPlatform(app, 'platform', platform);
new Tenant(app, 'team-a', tenant);
new OpenShellGateway(app, 'gateway', gateway);
new KagentControlPlane(app, 'kagent', kagent);
new NemoClawHarness(app, 'coder', coder);
new NemoClawHarness(app, 'reviewer', reviewer);
new PolicySync(app, 'policies', policies);
app.synth();

// Beside the manifests and not among them: it is no Kubernetes object.
mkdirSync('gateway-state', { recursive: true });
writeFileSync('gateway-state/team-a.yaml', stateFile);
