import type { NetworkPolicyEgressRule } from '../api';
import type { ResolvedClusterFacts } from './cluster';

/**
 * The rule of a NetworkPolicy that lets pods reach the API server.
 *
 * Most network plugins look at a packet after the Service's translation, some before it: both ports are open.
 */
export function apiServerEgressRule({
  apiServerCidrs,
  apiServerPort,
}: Pick<ResolvedClusterFacts, 'apiServerCidrs' | 'apiServerPort'>): NetworkPolicyEgressRule {
  return {
    to: apiServerCidrs.map((cidr) => ({ ipBlock: { cidr } })),
    ports: [...new Set([apiServerPort, 443])].map((port) => ({ protocol: 'TCP', port })),
  };
}
