import type { NetworkPolicyEgressRule, NetworkPolicyPeer } from '../../api';
import { publicPeers } from './networks';
import type { Surroundings } from './surroundings';

/** The egress half of a NetworkPolicy's spec. */
export interface EgressSpec {
  readonly policyTypes: readonly ['Egress'];
  readonly egress: readonly NetworkPolicyEgressRule[];
}

/** The rules, those of equal peers made one, in the order of their first appearance. */
export function egressSpec(rules: readonly NetworkPolicyEgressRule[]): EgressSpec {
  const byPeers = new Map<string, NetworkPolicyEgressRule>();
  for (const rule of rules) {
    const key = JSON.stringify(rule.to);
    const ports = [...(byPeers.get(key)?.ports ?? []), ...(rule.ports ?? [])];
    const distinct = [...new Map(ports.map((port) => [JSON.stringify(port), port])).values()];
    byPeers.set(key, { to: rule.to, ports: distinct });
  }
  return { policyTypes: ['Egress'], egress: [...byPeers.values()] };
}

export function tcp(ports: readonly number[]): { protocol: 'TCP'; port: number }[] {
  return [...new Set(ports)].sort((a, b) => a - b).map((port) => ({ protocol: 'TCP', port }));
}

/** Pods of a namespace; all of them without labels. */
export function podPeer(namespace: string, podLabels?: { readonly [label: string]: string }): NetworkPolicyPeer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    ...(podLabels !== undefined && { podSelector: { matchLabels: podLabels } }),
  };
}

/** The flows of the sandbox machinery; a host name is no more than any public address here. */
export function infrastructureRules({ infrastructure = [], cluster }: Surroundings): NetworkPolicyEgressRule[] {
  return infrastructure.map(({ to, port }) => {
    if ('cidr' in to) return { to: [{ ipBlock: { cidr: to.cidr } }], ports: tcp([port]) };
    if ('host' in to) return { to: publicPeers(cluster), ports: tcp([port]) };
    return { to: [podPeer(to.namespace, to.podLabels)], ports: tcp([port]) };
  });
}
