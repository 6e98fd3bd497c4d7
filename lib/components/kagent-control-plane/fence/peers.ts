import type { NetworkPolicyEgressRule, NetworkPolicyPeer } from '../../../api';
import type { ResolvedClusterFacts } from '../../../platform/cluster';
import { type NetworkPeer, networkPolicyPeer } from '../../../platform/network-peer';
import { publicInternetPeers } from '../../../platform/public-internet';
import { AGENT_POD_LABELS, MCP_SERVER_POD_LABELS, partSelector } from '../names';
import type { Settings } from '../settings';
import type { EgressRule } from './props';

type Labels = { readonly [label: string]: string };

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** A part of the control plane, seen from whichever namespace. */
export function partPods({ namespace, prefix }: Settings, part: string): NetworkPolicyPeer {
  return networkPolicyPeer({ namespace, podLabels: partSelector(prefix, part) });
}

/** The agents of the watched namespaces. */
export function agentPods(settings: Settings): NetworkPolicyPeer {
  return watchedPods(settings, AGENT_POD_LABELS);
}

/** The agents of the control plane's own namespace. */
export function ownAgentPods({ namespace }: Settings): NetworkPolicyPeer {
  return networkPolicyPeer({ namespace, podLabels: AGENT_POD_LABELS });
}

/** The MCP servers that kmcp runs in the watched namespaces. */
export function mcpServerPods(settings: Settings): NetworkPolicyPeer {
  return watchedPods(settings, MCP_SERVER_POD_LABELS);
}

function watchedPods({ watches }: Settings, podLabels: Labels): NetworkPolicyPeer {
  return {
    namespaceSelector:
      watches === 'all' ? {} : { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: watches }] },
    podSelector: { matchLabels: podLabels },
  };
}

/** Who gets to UI and API: the proxy that is made here, or whom the props name. */
export function frontDoorPeers(settings: Settings, oauth2Proxy: string): NetworkPolicyPeer[] {
  const { frontDoor } = settings.props;
  if (frontDoor.oauth2Proxy) return [partPods(settings, oauth2Proxy)];
  return (frontDoor.trustedProxy ?? frontDoor.unsecure).from.map(networkPolicyPeer);
}

/** Rules of the props as those of a NetworkPolicy. */
export function egressRules(rules: readonly EgressRule[] | undefined, cluster: ResolvedClusterFacts) {
  return (rules ?? []).map(({ to, ports }) => egressTo(to, ports, cluster));
}

/** One of them. */
export function egressTo(
  to: readonly (NetworkPeer | 'public-internet')[],
  ports: readonly number[],
  cluster: ResolvedClusterFacts,
): NetworkPolicyEgressRule {
  return {
    to: to.flatMap((peer) => (peer === 'public-internet' ? publicInternetPeers(cluster) : [networkPolicyPeer(peer)])),
    ports: ports.map(tcp),
  };
}

/** The protocol is written out: the API server would add it. */
export function tcp(port: number) {
  return { protocol: 'TCP', port };
}
