import { evaluate } from '../../lib/api/cel';
import { resolve } from '../../lib/api/kubernetes/resolve';
import type { CelRule, Node, TargetNode } from '../../lib/api/node';

/** The CEL rules of a node, in the order of its CRD. */
export function rulesOf(node: Node): readonly CelRule<never>[] {
  const target = resolve(node);
  return [...(target.rules ?? []), ...(node === target ? [] : (node.rules ?? []))];
}

export interface PlacedRule {
  readonly rule: CelRule<never>;
  readonly node: Node;
}

/** Every rule below a node, with the node that it belongs to. Types of Kubernetes itself have none. */
export function rulesBelow(node: Node): readonly PlacedRule[] {
  const own = (node.rules ?? []).map((rule) => ({ rule, node }));
  switch (node.kind) {
    case 'array':
      return [...own, ...rulesBelow(node.items)];
    case 'map':
      return [...own, ...rulesBelow(node.values)];
    case 'object':
      return [...own, ...[...node.fields.values()].flatMap(rulesBelow)];
    default:
      return own;
  }
}

/** Every rule that applies to some part of the value, with that part. */
export function rulesWithin(node: Node, value: unknown): readonly (PlacedRule & { readonly value: unknown })[] {
  if (typeof value !== 'object' || value === null) return [];
  const target = resolve(node);
  const own = rulesOf(node).map((rule) => ({ rule, node, value }));
  const parts = Object.entries(value).flatMap(([name, item]) => {
    const child = childOf(target, name);
    return child === undefined ? [] : rulesWithin(child, item);
  });
  return [...own, ...parts];
}

function childOf(node: TargetNode, name: string): Node | undefined {
  switch (node.kind) {
    case 'array':
      return node.items;
    case 'map':
      return node.values;
    case 'object':
      return node.fields.get(name);
    default:
      return undefined;
  }
}

/** Whether the value obeys every CEL rule at and below the node. */
export function isLawful(node: Node, value: unknown): boolean {
  return rulesWithin(node, value).every(
    (placed) => evaluate(placed.rule, placed.node, placed.value, false) !== 'failed',
  );
}
