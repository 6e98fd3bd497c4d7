import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { contains, parseCidr } from '../../../syntax/cidr';
import { parsePort, parsePortName } from '../../../syntax/port';
import { EXAMPLE_DNS, exampleTemplate } from '../examples';
import type { Spot } from '../spot';
import { eachPeer, eachRule } from './policy-of';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** Blocks, exceptions, ports and protocols of network rules exist. */
export const networkRuleSyntax: Rule<KubernetesObject> = {
  id: 'KF3208',
  name: 'network-rule-syntax',
  severity: 'error',
  acknowledge: 'never',
  why: 'Nothing checks the rules inside a template; the NetworkPolicy made of them is refused by the API server, again and again, and until then the sandboxes run without one.',
  fix: 'write CIDRs with the first address of their network, exceptions inside their block, and ports from 1 to 65535',
  faults: ['F-SBX-03'],
  sources: ['networking/v1 ValidateNetworkPolicySpec', 'facts/agent-sandbox.md §2.6'],
  check(object, report) {
    eachPeer(object, report, (peer) => judgePeer(peer));
    for (const direction of ['ingress', 'egress'] as const) {
      eachRule(object, report, direction, (rule) => rule.each(['ports'], judgePort));
    }
  },
  examples: {
    failing: withBlock({ cidr: '0.0.0.0/0', except: ['169.254.169.254'] }),
    mended: withBlock({ cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] }),
  },
};

function judgePeer(peer: Spot): void {
  peer.look(['ipBlock'], (block) => {
    if (block.value === undefined) return;
    block.look(['cidr'], (cidr) => {
      const outer = parseCidr(cidr.value);
      if (!outer.ok) return refuse(cidr, 'the block', outer);
      block.each(['except'], (hole) => {
        const inner = parseCidr(hole.value);
        if (!inner.ok) return refuse(hole, 'the exception', inner);
        if (contains(outer.value, inner.value) && inner.value.prefix > outer.value.prefix) return;
        hole.refuse({
          problem: 'the exception is not a part of its block',
          got: hole.value,
          allowed: `networks inside ${outer.value.text}`,
        });
      });
    });
    for (const selector of ['podSelector', 'namespaceSelector']) {
      peer.look([selector], (spot) => {
        if (spot.value !== undefined)
          spot.refuse({ problem: 'a peer is either a block or a selector', got: selector, allowed: 'ipBlock alone' });
      });
    }
  });
}

function judgePort(entry: Spot): void {
  entry.look(['protocol'], (protocol) => {
    if (protocol.value === undefined || PROTOCOLS.includes(String(protocol.value))) return;
    protocol.refuse({ problem: 'there is no such protocol', got: protocol.value, allowed: PROTOCOLS.join(', ') });
  });
  entry.look(['port'], (port) => {
    const parsed = typeof port.value === 'string' ? parsePortName(port.value) : parsePort(port.value ?? 1);
    if (!parsed.ok) refuse(port, 'the port', parsed);
    entry.look(['endPort'], (end) => {
      if (end.value === undefined) return;
      const last = parsePort(end.value);
      if (!last.ok) return refuse(end, 'the last port', last);
      if (typeof port.value === 'number' && last.value >= port.value) return;
      end.refuse({
        problem: 'endPort needs a numbered port that is not above it',
        got: end.value,
        allowed: `${String(port.value)} or more`,
      });
    });
  });
}

function refuse(
  spot: Spot,
  what: string,
  { reason, allowed, suggestion }: { reason: string; allowed?: string; suggestion?: string },
): void {
  spot.refuse({
    problem: `${what} is malformed: ${reason}`,
    got: spot.value,
    ...(allowed !== undefined && { allowed }),
    ...(suggestion !== undefined && { fix: `write ${JSON.stringify(suggestion)}` }),
  });
}

function withBlock(ipBlock: object): KubernetesObject {
  const egress = [EXAMPLE_DNS, { to: [{ ipBlock }], ports: [{ protocol: 'TCP', port: 443 }] }];
  return exampleTemplate({}, { networkPolicy: { ingress: [], egress } });
}
