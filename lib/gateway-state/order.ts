import type { GatewayState } from '../plan/gateway-state';

export type GatewayStateKind = GatewayState['kind'];

/**
 * The order of writing: a route is refused without its provider, a policy may name providers, and a check is worth
 * something only under the final policy. source: NVIDIA/OpenShell v0.0.46, inference.rs (FAILED_PRECONDITION)
 */
export const KINDS: readonly GatewayStateKind[] = [
  'Provider',
  'InferenceRoute',
  'Setting',
  'GatewayPolicy',
  'Policy',
  'Check',
];

/** Rows in writing order, by key within a kind, whatever order they were given in. */
export function inWritingOrder<T extends Pick<GatewayState, 'kind' | 'key'>>(items: readonly T[]): readonly T[] {
  return [...items].sort(
    (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.key < b.key ? -1 : Number(a.key > b.key)),
  );
}

/** What the row is about on the gateway, in words that tell two rows apart. */
export function targetOf(item: GatewayState): string {
  switch (item.kind) {
    case 'Policy':
      return `policy of sandbox ${item.sandbox}`;
    case 'GatewayPolicy':
      return 'policy of the whole gateway';
    case 'Provider':
      return `provider ${item.provider}`;
    case 'InferenceRoute':
      return `inference route ${item.route ?? 'inference.local'}`;
    case 'Setting':
      return `setting ${item.name}`;
    case 'Check':
      return `check in sandbox ${item.sandbox}`;
  }
}
