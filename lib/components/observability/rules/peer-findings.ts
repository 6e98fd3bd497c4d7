import type { Finding } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { NetworkPeer } from '../../../platform/network-peer';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseCidr } from '../../../syntax/cidr';
import { parseDnsLabel, parseLabelKey, parseLabelValue } from '../../../syntax/names';

const ALLOWED = '{ namespace, podLabels } or { cidr }';

/** What is wrong with one peer of a NetworkPolicy. */
export function peerFindings(path: Path, peer: NetworkPeer): Finding[] {
  if (typeof peer !== 'object' || peer === null) {
    return [{ path, problem: 'a peer is an object', got: peer, allowed: ALLOWED }];
  }
  const { namespace, podLabels, cidr } = peer;
  if ((namespace === undefined) === (cidr === undefined)) {
    return [{ path, problem: 'a peer is either a namespace or a CIDR', got: { namespace, cidr }, allowed: ALLOWED }];
  }
  if (cidr !== undefined) return findingsOf([...path, 'cidr'], 'the CIDR', cidr, parseCidr(cidr));
  return [
    ...findingsOf([...path, 'namespace'], 'the namespace', namespace, parseDnsLabel(namespace)),
    ...Object.entries(podLabels ?? {}).flatMap(([key, value]) => [
      ...findingsOf([...path, 'podLabels', key], 'the label', key, parseLabelKey(key)),
      ...findingsOf([...path, 'podLabels', key], 'the label’s value', value, parseLabelValue(value)),
    ]),
  ];
}

/** What is wrong with a list of them. */
export function peersFindings(path: Path, peers: readonly NetworkPeer[] | undefined): Finding[] {
  if (peers === undefined) return [];
  if (!Array.isArray(peers)) return [{ path, problem: 'peers are a list', got: peers, allowed: `[${ALLOWED}]` }];
  return peers.flatMap((peer, index) => peerFindings([...path, index], peer));
}
