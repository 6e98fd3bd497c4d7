import type { ControlPlaneRef } from './control-plane-ref';
import type { GatewayRef } from './gateway-ref';
import type { PlatformRef } from './platform-ref';
import type { TenantRef } from './tenant-ref';

/** What everything on the platform waits for: agent-sandbox is there. */
export const platformGate = ({ name }: Pick<PlatformRef, 'name'>) => `platform ${name}`;

/** What everything of a tenant's waits for: its namespaces. */
export const tenantGate = ({ name, platform }: Pick<TenantRef, 'name' | 'platform'>) =>
  `tenant ${platform.name}/${name}`;

/** What a gateway's callers wait for: kagent exits when it cannot connect at its start. source: facts/kagent.md §3 */
export const gatewayGate = ({ namespace, name }: Pick<GatewayRef, 'namespace' | 'name'>) =>
  `gateway ${namespace}/${name}`;

/**
 * What kagent's custom resources wait for: the controller with its rights. They also go before it, or their finalizers
 * never clear. source: fault F-LIF-01
 */
export const controlPlaneGate = ({ namespace, name }: Pick<ControlPlaneRef, 'namespace' | 'name'>) =>
  `control plane ${namespace}/${name}`;
