import type { NetworkPolicyEgressRule } from '../api';
import { constant } from '../plan/constant';
import type { ResolvedClusterFacts } from './cluster';

// The address on which NodeLocal DNSCache listens on every node. source: Kubernetes, NodeLocal DNSCache
const NODE_LOCAL_DNS = '169.254.20.10/32';

const KUBE_DNS = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

const PORTS = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];

const RULES: { readonly [dns in ResolvedClusterFacts['dns']]: NetworkPolicyEgressRule } = {
  service: constant({ to: [KUBE_DNS], ports: PORTS }),
  'node-local': constant({ to: [KUBE_DNS, { ipBlock: { cidr: NODE_LOCAL_DNS } }], ports: PORTS }),
};

/** The rule of a NetworkPolicy that lets pods reach the cluster's DNS, by UDP and by TCP. */
export function dnsEgressRule({ dns }: Pick<ResolvedClusterFacts, 'dns'>): NetworkPolicyEgressRule {
  return RULES[dns];
}
