import type { NetworkPolicyPeer } from '../api';

/** Pods that a NetworkPolicy lets in or out: those of a namespace, or a range of addresses. */
export type NetworkPeer =
  | { readonly namespace: string; readonly podLabels?: { readonly [key: string]: string }; readonly cidr?: never }
  | { readonly cidr: string; readonly namespace?: never; readonly podLabels?: never };

/** The peer in a NetworkPolicy's own words. */
export function networkPolicyPeer({ namespace, podLabels, cidr }: NetworkPeer): NetworkPolicyPeer {
  if (cidr !== undefined) return { ipBlock: { cidr } };
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    ...(podLabels !== undefined && { podSelector: { matchLabels: podLabels } }),
  };
}

/** Whether one of the peers is certain to let in the pods with these labels, or is a range of addresses, which may. */
export function letsIn(
  peers: readonly NetworkPeer[],
  pods: { readonly namespace: string; readonly labels: { readonly [key: string]: string } },
): boolean {
  return peers.some(
    ({ cidr, namespace, podLabels = {} }) =>
      cidr !== undefined ||
      (namespace === pods.namespace && Object.entries(podLabels).every(([key, value]) => pods.labels[key] === value)),
  );
}
