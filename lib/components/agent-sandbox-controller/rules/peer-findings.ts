import type { Finding } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseCidr } from '../../../syntax/cidr';
import { parseDnsLabel, parseLabelKey, parseLabelValue } from '../../../syntax/names';
import type { NetworkPeer } from '../props';

/** What is wrong with one peer of a NetworkPolicy. */
export function peerFindings(path: Path, { namespace, podLabels, cidr }: NetworkPeer): Finding[] {
  if ((namespace === undefined) === (cidr === undefined)) {
    return [
      {
        path,
        problem: 'a peer is either a namespace or a CIDR',
        got: { namespace, cidr },
        allowed: '{ namespace, podLabels } or { cidr }',
      },
    ];
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
