import type { IntOrString } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';

/**
 * What the sandboxes of a pool may reach and who may reach them; DNS goes with it.
 *
 * - `isolated`: nothing in, nothing out; lookups fail at once.
 * - `cluster`: out to every pod and Service of the cluster, but not to the API server, the internet or the metadata
 *   service; nobody in. It crosses tenants: name the peers in rules where that matters.
 * - `public-internet`: out to public addresses only, with cluster DNS; nothing of the cluster, nobody in.
 * - rules: both directions, spelled out.
 *
 * Cluster DNS forwards to the internet: whoever may look names up can send a few bytes out in the names.
 */
export type PoolNetwork = 'isolated' | 'cluster' | 'public-internet' | NetworkRules;

/** Both directions, spelled out. source: facts/agent-sandbox.md §2.6; fault F-SBX-03 */
export interface NetworkRules {
  /** Who may connect to the sandboxes; `none` says nobody. */
  readonly ingress: 'none' | readonly IngressRule[];
  /** Where the sandboxes may connect to; `none` says nowhere. */
  readonly egress: 'none' | readonly EgressRule[];
  /**
   * How names are resolved: `cluster` opens port 53 to the cluster's DNS, `none` makes lookups fail at once,
   * name servers of your own are opened and used instead.
   *
   * @default cluster, or none when egress is none
   */
  readonly dns?: 'cluster' | 'none' | { readonly nameservers: readonly string[] };
}

/** One permission to connect to the sandboxes. */
export interface IngressRule {
  /** At least one. */
  readonly from: readonly NetworkPeer[];
  /** Ports of the sandbox; a number or name alone is TCP. */
  readonly ports: 'all' | readonly NetworkPort[];
}

/** One permission for the sandboxes to connect. */
export interface EgressRule {
  /** At least one. */
  readonly to: readonly NetworkPeer[];
  /** Ports of the peer, behind its Service; a number or name alone is TCP. */
  readonly ports: 'all' | readonly NetworkPort[];
}

/** A port, or a range of them. */
export type NetworkPort =
  | IntOrString
  | {
      readonly port: IntOrString;
      /** Last port of a range. */
      readonly endPort?: number;
      /** @default TCP */
      readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
    };

/**
 * The other side of a connection: a word, pods, addresses, or a cdk8s-plus object that selects pods or namespaces.
 *
 * `same-namespace` are all pods of the pool's namespace, `api-server` the addresses of the API server; the other two
 * words mean what they mean as a mode.
 */
export type NetworkPeer =
  | 'same-namespace'
  | 'cluster'
  | 'public-internet'
  | 'api-server'
  | PodPeer
  | AddressPeer
  | PeerSource
  | PodSelectorSource;

/** Pods, by their labels and those of their namespace. */
export interface PodPeer {
  /** Labels of the pods. @default - all pods */
  readonly pods?: { readonly [label: string]: Leaf<string> };
  /** Name of their namespace. @default - the pool's own namespace, unless `namespaceLabels` are given */
  readonly namespace?: Leaf<string>;
  /** Labels of their namespaces. @default - none */
  readonly namespaceLabels?: { readonly [label: string]: Leaf<string> };
}

/** Addresses outside the cluster, or of nodes. */
export interface AddressPeer {
  /** E.g. `203.0.113.0/24`. KF3208. */
  readonly cidr: Leaf<string>;
  /** Parts of it that are left out. @default - none */
  readonly except?: Deep<readonly string[]>;
}

/** A cdk8s-plus object that is a peer of NetworkPolicies: pods, Deployments, Namespaces, ip blocks. */
export interface PeerSource {
  toNetworkPolicyPeerConfig(): {
    readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
    readonly podSelector?: PodSelection;
  };
}

/** A cdk8s-plus object that selects pods. */
export interface PodSelectorSource {
  toPodSelectorConfig(): PodSelection;
}

/** Which pods a cdk8s-plus object selects; its label selectors render themselves. */
export interface PodSelection {
  readonly labelSelector: object;
  readonly namespaces?: { readonly labelSelector?: object; readonly names?: readonly string[] };
}
