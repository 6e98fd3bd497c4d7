import type { Report } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { KubernetesObject } from '../../../plan/resource';
import { Spot } from '../spot';

export type Direction = 'ingress' | 'egress';

/** The field of a rule that names its peers. */
export const PEERS = { ingress: 'from', egress: 'to' } as const;

/** Where a kind keeps its ingress and egress rules. */
function rulesAt({ kind }: KubernetesObject): Path {
  return kind === 'SandboxTemplate' ? ['spec', 'networkPolicy'] : ['spec'];
}

/** Visits every rule of a NetworkPolicy, or of the one that a SandboxTemplate asks for. */
export function eachRule(
  object: KubernetesObject,
  report: Report,
  direction: Direction,
  visit: (rule: Spot) => void,
): void {
  Spot.of(object, report).each([...rulesAt(object), direction], visit);
}

/** Visits every peer of every rule, in both directions. */
export function eachPeer(
  object: KubernetesObject,
  report: Report,
  visit: (peer: Spot, direction: Direction) => void,
): void {
  for (const direction of ['ingress', 'egress'] as const) {
    eachRule(object, report, direction, (rule) => rule.each([PEERS[direction]], (peer) => visit(peer, direction)));
  }
}
