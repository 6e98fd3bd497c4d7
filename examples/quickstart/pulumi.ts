import { AgentPlatform, KagentControlPlane, NemoClawHarness, OpenShellGateway, Tenant } from 'kagent-fleet/pulumi';
import { coder, gateway, kagent, platform, tenant } from './definition';

new AgentPlatform('platform', platform);
new Tenant('team-a', tenant);
new OpenShellGateway('gateway', gateway);
new KagentControlPlane('kagent', kagent);
new NemoClawHarness('coder', coder);
