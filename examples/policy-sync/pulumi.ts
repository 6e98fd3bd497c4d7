import {
  AgentPlatform,
  KagentControlPlane,
  NemoClawHarness,
  OpenShellGateway,
  PolicySync,
  Tenant,
} from 'kagent-fleet/pulumi';
import { coder, gateway, kagent, platform, policies, reviewer, tenant } from './definition';

new AgentPlatform('platform', platform);
new Tenant('team-a', tenant);
new OpenShellGateway('gateway', gateway);
new KagentControlPlane('kagent', kagent);
new NemoClawHarness('coder', coder);
new NemoClawHarness('reviewer', reviewer);
new PolicySync('policies', policies);
