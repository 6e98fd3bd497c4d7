import type { NetworkPolicyPeer } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type { ResolvedClusterFacts } from '../../platform/cluster';
import { publicInternetPeers } from '../../platform/public-internet';
import { type Cidr, contains, parseCidr } from '../../syntax/cidr';
import type { AddressPeer, NetworkPeer, PeerSource, PodPeer, PodSelection, PodSelectorSource } from './network-props';

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** The peers of a NetworkPolicy that a peer of the props stands for. */
export function peersOf(peer: NetworkPeer, cluster: ResolvedClusterFacts): Deep<NetworkPolicyPeer>[] {
  switch (peer) {
    case 'same-namespace':
      return [{ podSelector: {} }];
    case 'cluster':
      return clusterPeers(cluster);
    case 'public-internet':
      return publicInternetPeers(cluster);
    case 'api-server':
      return apiServerBlocks(cluster).map(({ text }) => ({ ipBlock: { cidr: text } }));
    default:
      return objectPeers(peer);
  }
}

function objectPeers(peer: PodPeer | AddressPeer | PeerSource | PodSelectorSource): Deep<NetworkPolicyPeer>[] {
  if ('toNetworkPolicyPeerConfig' in peer) {
    const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig();
    if (podSelector !== undefined) return selectionPeers(podSelector);
    return ipBlock === undefined ? [] : [blockPeer(ipBlock.cidr, ipBlock.except)];
  }
  if ('toPodSelectorConfig' in peer) return selectionPeers(peer.toPodSelectorConfig());
  if ('cidr' in peer) return [blockPeer(peer.cidr, peer.except)];
  return [podPeer(peer)];
}

function podPeer({ pods, namespace, namespaceLabels }: PodPeer): Deep<NetworkPolicyPeer> {
  const elsewhere = namespace !== undefined || namespaceLabels !== undefined;
  return {
    ...(elsewhere && {
      namespaceSelector: {
        matchLabels: { ...namespaceLabels, ...(namespace !== undefined && { [NAMESPACE_NAME]: namespace }) },
      },
    }),
    // Without labels a namespace selector alone means all its pods.
    ...((pods !== undefined || !elsewhere) && { podSelector: pods === undefined ? {} : { matchLabels: pods } }),
  };
}

function blockPeer(cidr: Leaf<string>, except?: Deep<readonly string[]>): Deep<NetworkPolicyPeer> {
  const holes = Array.isArray(except) && except.length === 0 ? undefined : except;
  return { ipBlock: { cidr, ...(holes !== undefined && { except: holes }) } };
}

/** A cdk8s-plus selection: one peer per namespace name, because one selector cannot have the same label twice. */
function selectionPeers({ labelSelector, namespaces }: PodSelection): Deep<NetworkPolicyPeer>[] {
  const podSelector = rendered(labelSelector);
  if (namespaces === undefined) return [{ podSelector }];
  const selector = rendered(namespaces.labelSelector ?? {});
  if (namespaces.names === undefined) return [{ podSelector, namespaceSelector: selector }];
  return namespaces.names.map((name) => ({
    podSelector,
    namespaceSelector: { ...selector, matchLabels: { ...selector.matchLabels, [NAMESPACE_NAME]: name } },
  }));
}

interface Selector {
  readonly matchLabels?: { readonly [label: string]: string };
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

/** A cdk8s-plus LabelSelector as plain data; whatever renders itself does so, plain selectors stay. */
function rendered(selector: object): Selector {
  const source = selector as { _toKube?: () => Selector } & Selector;
  const { matchLabels, matchExpressions } = typeof source._toKube === 'function' ? source._toKube() : source;
  return { ...(matchLabels && { matchLabels }), ...(matchExpressions && { matchExpressions }) };
}

/**
 * Every pod by selector rather than by the pod CIDR: Cilium matches no pod by its address, and the CIDR also holds the
 * nodes' own addresses on the bridge, where the kubelet listens. Services by address, for plugins that look before the
 * translation, without the API server's.
 */
function clusterPeers({ serviceCidr, ...cluster }: ResolvedClusterFacts): Deep<NetworkPolicyPeer>[] {
  const services = known(serviceCidr);
  const apiServer = apiServerBlocks({ serviceCidr, ...cluster });
  const holes = apiServer.filter((block) => contains(services, block));
  return [
    { namespaceSelector: {} },
    blockPeer(
      services.text,
      holes.map(({ text }) => text),
    ),
  ];
}

/** The API server's own addresses and that of the Service `kubernetes`, which is the first of the Service network. */
function apiServerBlocks({ apiServerCidrs, serviceCidr }: ResolvedClusterFacts): Cidr[] {
  return [...apiServerCidrs.map(known), firstHost(known(serviceCidr))];
}

function firstHost({ first, family }: Cidr): Cidr {
  const address = first + 1n;
  const [groups, bits, base, separator] = family === 4 ? [4, 8n, 10, '.'] : [8, 16n, 16, ':'];
  const parts = Array.from({ length: groups as number }, (_, index) => {
    const shift = (bits as bigint) * BigInt((groups as number) - 1 - index);
    return ((address >> shift) & ((1n << (bits as bigint)) - 1n)).toString(base as number);
  });
  return known(`${parts.join(separator as string)}/${family === 4 ? 32 : 128}`);
}

/** A CIDR of the platform's facts, which KF1006 has checked. */
function known(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}
