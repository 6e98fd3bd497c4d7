import type { NetworkPolicyPeer } from '../api';
import { type Cidr, contains, parseCidr } from '../syntax/cidr';
import type { ResolvedClusterFacts } from './cluster';

// What upstream's own default leaves out, and carrier-grade NAT, in which some clusters have their nodes and metadata.
// source: facts/agent-sandbox.md §2.6; RFC 6598
const NOT_PUBLIC = {
  4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10'],
  6: ['fc00::/7', 'fe80::/10'],
} as const;

/** The peers of a NetworkPolicy that are every public address: no private ones, and none of the cluster's own. */
export function publicInternetPeers({
  podCidr,
  serviceCidr,
  apiServerCidrs,
}: Pick<ResolvedClusterFacts, 'podCidr' | 'serviceCidr' | 'apiServerCidrs'>): NetworkPolicyPeer[] {
  const own = [podCidr, serviceCidr, ...apiServerCidrs].map(known);
  return ([4, 6] as const).map((family) => {
    const fixed = NOT_PUBLIC[family].map(known);
    const extra = own.filter((cidr) => cidr.family === family && !fixed.some((block) => contains(block, cidr)));
    const except = [...new Set([...fixed, ...extra].map(({ text }) => text))];
    return { ipBlock: { cidr: family === 4 ? '0.0.0.0/0' : '::/0', except } };
  });
}

/** A CIDR of the platform's facts, which KF1006 has checked. */
function known(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}
