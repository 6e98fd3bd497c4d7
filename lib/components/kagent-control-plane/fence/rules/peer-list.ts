import type { Finding } from '../../../../diagnostics/rule';
import type { Path } from '../../../../plan/path';
import type { NetworkPeer } from '../../../../platform/network-peer';
import { peerFindings } from '../../../observability/rules/peer-findings';

/** What is wrong with a list of peers; in a NetworkPolicy an empty one means everybody. */
export function peerListFindings(path: Path, peers: unknown, words: readonly string[] = []): Finding[] {
  if (!Array.isArray(peers) || peers.length === 0) {
    return [
      { path, problem: 'no peer is named, which a NetworkPolicy reads as everybody', got: peers, allowed: ALLOWED },
    ];
  }
  return peers.flatMap((peer, index) => onePeerFindings([...path, index], peer, words));
}

/** What is wrong with one of them, or with a word in its place. */
export function onePeerFindings(path: Path, peer: unknown, words: readonly string[] = []): Finding[] {
  if (typeof peer === 'string' && words.includes(peer)) return [];
  if (typeof peer !== 'object' || peer === null || Array.isArray(peer)) {
    return [{ path, problem: 'this is no peer', got: peer, allowed: [...words, ALLOWED].join(', or ') }];
  }
  return peerFindings(path, peer as NetworkPeer);
}

const ALLOWED = '{ namespace, podLabels } or { cidr }';
