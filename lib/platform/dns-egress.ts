import type { NetworkPolicyEgressRule } from '../api';
import type { ResolvedClusterFacts } from './cluster';

// The address on which NodeLocal DNSCache listens on every node. source: Kubernetes, NodeLocal DNSCache
const NODE_LOCAL_DNS = '169.254.20.10/32';

/** The rule of a NetworkPolicy that lets pods reach the cluster's DNS, by UDP and by TCP. */
export function dnsEgressRule({ dns }: Pick<ResolvedClusterFacts, 'dns'>): NetworkPolicyEgressRule {
  return {
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
      ...(dns === 'node-local' ? [{ ipBlock: { cidr: NODE_LOCAL_DNS } }] : []),
    ],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
}
