import type { DocumentItem } from '../../lib/gateway-state/document';
import { type GatewayStateKind, targetOf } from '../../lib/gateway-state/order';

/**
 * Where a row stands after a run.
 * - `in-sync`: as the document has it; a policy is also loaded.
 * - `changed`: was written now, and is in force.
 * - `would-change`: differs; `apply` would write it.
 * - `pending`: cannot be done yet: the sandbox is not there, or its supervisor has said nothing.
 * - `blocked`: differs in what this release cannot change on a live sandbox.
 * - `orphaned`: written by an earlier run, no longer in the document.
 * - `removed`: taken back now.
 * - `unchecked`: a check that was not asked for.
 * - `failed`: the gateway, the supervisor or the way there refused.
 */
export type ItemState =
  | 'in-sync'
  | 'changed'
  | 'would-change'
  | 'pending'
  | 'blocked'
  | 'orphaned'
  | 'removed'
  | 'unchecked'
  | 'failed';

export interface ItemResult {
  readonly key: string;
  readonly kind: GatewayStateKind;
  readonly target: string;
  readonly owner: string;
  readonly state: ItemState;
  /** Sentences for a reader: what changes, what is waited for, why it failed. */
  readonly details: readonly string[];
  /** The policy's version on the gateway. */
  readonly version?: number;
}

export function resultOf(
  item: DocumentItem,
  state: ItemState,
  details: readonly string[] = [],
  version?: number,
): ItemResult {
  const { key, kind, owner } = item;
  return { key, kind, target: targetOf(item), owner, state, details, ...(version !== undefined && { version }) };
}

export function failedWith(item: DocumentItem, error: unknown): ItemResult {
  return resultOf(item, 'failed', [error instanceof Error ? error.message : String(error)]);
}

/** What a process says with its exit status. */
export const EXIT = { inSync: 0, failed: 1, different: 2 } as const;

const DIFFERENT: readonly ItemState[] = ['would-change', 'pending', 'blocked', 'orphaned'];

/** 0: everything is as the document has it. 1: something failed. 2: something differs or is not there yet. */
export function exitStatusOf(results: readonly Pick<ItemResult, 'state'>[]): number {
  if (results.some(({ state }) => state === 'failed')) return EXIT.failed;
  return results.some(({ state }) => DIFFERENT.includes(state)) ? EXIT.different : EXIT.inSync;
}
