import type { Report } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { KubernetesObject } from '../../../plan/resource';
import { Spot } from '../spot';

export type Direction = 'ingress' | 'egress';

/** The field of a rule that names its peers. */
export const PEERS = { ingress: 'from', egress: 'to' } as const;

const DIRECTIONS: readonly Direction[] = ['ingress', 'egress'];

const IN_SPEC: { readonly [D in Direction]: Path } = { ingress: ['spec', 'ingress'], egress: ['spec', 'egress'] };
const IN_TEMPLATE: { readonly [D in Direction]: Path } = {
  ingress: ['spec', 'networkPolicy', 'ingress'],
  egress: ['spec', 'networkPolicy', 'egress'],
};
const PEERS_BELOW: { readonly [D in Direction]: Path } = { ingress: [PEERS.ingress], egress: [PEERS.egress] };

/** Where a kind keeps its ingress or egress rules. */
function rulesAt({ kind }: KubernetesObject, direction: Direction): Path {
  return (kind === 'SandboxTemplate' ? IN_TEMPLATE : IN_SPEC)[direction];
}

/** Visits every rule of a NetworkPolicy, or of the one that a SandboxTemplate asks for. */
export function eachRule(
  object: KubernetesObject,
  report: Report,
  direction: Direction,
  visit: (rule: Spot) => void,
): void {
  Spot.of(object, report).each(rulesAt(object, direction), visit);
}

type PeersByDirection = { readonly [D in Direction]: readonly Spot[] };

/** The peers of a policy; `undefined` when one of them, or what it stands in, is known only later. */
function viewPeers(root: Spot): PeersByDirection | undefined {
  const object = root.value as KubernetesObject;
  const ingress = knownPeers(root, rulesAt(object, 'ingress'), 'ingress');
  const egress = knownPeers(root, rulesAt(object, 'egress'), 'egress');
  return ingress && egress && { ingress, egress };
}

function knownPeers(root: Spot, rules: Path, direction: Direction): readonly Spot[] | undefined {
  const peers: Spot[] = [];
  const known = root.knownItems(rules);
  if (known === undefined) return undefined;
  for (const rule of known) {
    const found = rule.knownItems(PEERS_BELOW[direction]);
    if (found === undefined) return undefined;
    peers.push(...found);
  }
  return peers;
}

/** Visits every peer of every rule, in both directions. */
export function eachPeer(
  object: KubernetesObject,
  report: Report,
  visit: (peer: Spot, direction: Direction) => void,
): void {
  const peers = Spot.of(object, report).once(viewPeers);
  if (peers !== undefined) {
    for (const direction of DIRECTIONS) for (const peer of peers[direction]) visit(peer, direction);
    return;
  }
  for (const direction of DIRECTIONS) {
    eachRule(object, report, direction, (rule) => rule.each(PEERS_BELOW[direction], (peer) => visit(peer, direction)));
  }
}
