import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPort, PodSpec } from '../../api';
import type { Deep } from '../../plan/leaf';
import type { ResolvedClusterFacts } from '../../platform/cluster';
import { dnsEgressRule } from '../../platform/dns-egress';
import { parseIpAddress } from '../../syntax/cidr';
import type { EgressRule, NetworkPort, NetworkRules, PoolNetwork } from './network-props';
import { peersOf } from './peers';

/** A network mode as the template needs it: rules and name servers, which only work together. */
export interface RenderedNetwork {
  readonly policy: {
    readonly ingress: readonly Deep<NetworkPolicyIngressRule>[];
    readonly egress: readonly Deep<NetworkPolicyEgressRule>[];
  };
  readonly dns: Pick<PodSpec, 'dnsPolicy' | 'dnsConfig'>;
}

/** The two modes that are one egress rule each. */
const MODES: { readonly [mode in 'cluster' | 'public-internet']: NetworkRules } = {
  cluster: { ingress: 'none', egress: [{ to: ['cluster'], ports: 'all' }] },
  'public-internet': { ingress: 'none', egress: [{ to: ['public-internet'], ports: 'all' }] },
};

/** The template's NetworkPolicy rules for a mode, and the pod's DNS with it. source: facts/agent-sandbox.md §2.6, §7.13 */
export function renderNetwork(network: PoolNetwork, cluster: ResolvedClusterFacts): RenderedNetwork {
  const rules = network === 'isolated' ? CLOSED : typeof network === 'string' ? MODES[network] : network;
  const dns = rules.dns ?? (rules.egress === 'none' ? 'none' : 'cluster');
  const ingress = rules.ingress === 'none' ? [] : rules.ingress;
  const egress = rules.egress === 'none' ? [] : rules.egress;
  return {
    policy: {
      ingress: ingress.map(({ from, ports }) => ({
        from: from.flatMap((peer) => peersOf(peer, cluster)),
        ...portsOf(ports),
      })),
      egress: [
        ...dnsRules(dns, cluster),
        ...egress.map(({ to, ports }) => ({ to: to.flatMap((peer) => peersOf(peer, cluster)), ...portsOf(ports) })),
      ],
    },
    dns: dnsSettings(dns),
  };
}

const CLOSED: NetworkRules = { ingress: 'none', egress: 'none' };

const DNS_PORTS = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
] as const;

function dnsRules(dns: NonNullable<NetworkRules['dns']>, cluster: ResolvedClusterFacts): NetworkPolicyEgressRule[] {
  if (dns === 'none') return [];
  if (dns === 'cluster') return [dnsEgressRule(cluster)];
  return [
    { to: dns.nameservers.map((server) => ({ ipBlock: { cidr: `${server}/${prefixOf(server)}` } })), ports: DNS_PORTS },
  ];
}

function prefixOf(address: string): number {
  const parsed = parseIpAddress(address);
  return parsed.ok && parsed.value.family === 6 ? 128 : 32;
}

// An explicit policy always: where it is left out, the controller may bring in public name servers. With none to ask, a
// name server on loopback refuses at once instead of letting every lookup run into its time-out.
function dnsSettings(dns: NonNullable<NetworkRules['dns']>): RenderedNetwork['dns'] {
  if (dns === 'cluster') return { dnsPolicy: 'ClusterFirst' };
  return { dnsPolicy: 'None', dnsConfig: { nameservers: dns === 'none' ? ['127.0.0.1'] : [...dns.nameservers] } };
}

function portsOf(ports: EgressRule['ports']): { readonly ports?: readonly NetworkPolicyPort[] } {
  return ports === 'all' ? {} : { ports: ports.map(portOf) };
}

// The protocol is written out: the controller compares with what the API server has filled in.
function portOf(port: NetworkPort): NetworkPolicyPort {
  if (typeof port !== 'object') return { protocol: 'TCP', port };
  return {
    protocol: port.protocol ?? 'TCP',
    port: port.port,
    ...(port.endPort !== undefined && { endPort: port.endPort }),
  };
}
