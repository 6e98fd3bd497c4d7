import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { type Cidr, contains, overlaps, parseCidr } from '../../../syntax/cidr';
import { EXAMPLE_DNS, exampleTemplate } from '../examples';
import { eachPeer } from './policy-of';

const METADATA = ['169.254.169.254/32', 'fd00:ec2::254/128'].map(known);

/** No sandbox reaches the metadata service of its cloud. */
export const noMetadataEgress: Rule<KubernetesObject> = {
  id: 'KF3206',
  name: 'no-metadata-egress',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'An egress block that covers the metadata address hands the credentials of the node to whatever runs in the sandbox.',
  fix: 'add 169.254.0.0/16 (and fc00::/7 for IPv6) to `except`',
  faults: ['F-SBX-25'],
  sources: ['facts/agent-sandbox.md §2.6', 'AS PR #308'],
  check(object, report) {
    eachPeer(object, report, (peer, direction) => {
      if (direction !== 'egress') return;
      peer.look(['ipBlock', 'cidr'], (cidr) => {
        const block = parseCidr(cidr.value);
        if (!block.ok) return;
        peer.look(['ipBlock', 'except'], (except) => {
          const holes = Array.isArray(except.value) ? except.value.map((hole) => parseCidr(hole)) : [];
          const reached = METADATA.filter(
            (address) =>
              overlaps(block.value, address) && !holes.some((hole) => hole.ok && contains(hole.value, address)),
          );
          if (reached.length === 0) return;
          cidr.refuse({
            problem: `the block covers the metadata service at ${reached.map(({ text }) => text).join(', ')}`,
            got: cidr.value,
            allowed: 'the same block with the metadata addresses in except',
          });
        });
      });
    });
  },
  examples: {
    failing: withEgress({ cidr: '0.0.0.0/0' }),
    mended: withEgress({ cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] }),
  },
};

function withEgress(ipBlock: object): KubernetesObject {
  return exampleTemplate({}, { networkPolicy: { ingress: [], egress: [EXAMPLE_DNS, { to: [{ ipBlock }] }] } });
}

function known(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}
