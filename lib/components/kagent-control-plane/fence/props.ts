import type { NetworkPeer } from '../../../platform/network-peer';

/** A way out of pods. KF5040. */
export interface EgressRule {
  /** At least one; `public-internet` are all addresses that are neither private nor the cluster's. */
  readonly to: readonly (NetworkPeer | 'public-internet')[];
  /** TCP ports of the peer, behind its Service. At least one. */
  readonly ports: readonly number[];
}
