import type { DocumentItem, GatewayDocument } from '../../lib/gateway-state/document';
import type { GatewayClient } from '../gateway-client/gateway-client';
import type { SyncRecord } from './record';
import type { ItemResult } from './result';
import type { ReadSecret } from './secret-files';

/** What one run has: the document, the gateway, the record, and how far it may go. */
export interface SyncContext {
  readonly document: GatewayDocument;
  readonly client: GatewayClient;
  readonly record: SyncRecord;
  readonly readSecret: ReadSecret;
  /** False: nothing is written, anywhere. */
  readonly writes: boolean;
  /** Until when, in `now`'s milliseconds, to wait for sandboxes to appear and policies to be loaded. */
  readonly until: number;
  /** First pause between two looks at one sandbox; it grows to eight times that. */
  readonly pollMs: number;
  /** How long a loaded policy may stay unacknowledged before it is written once more with another hash. */
  readonly acknowledgeMs: number;
  /** Whether to run checks. */
  readonly verify: boolean;
  /** Whether to take back what left the document. */
  readonly prune: boolean;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onResult: (result: ItemResult) => void;
  readonly signal?: AbortSignal;
}

export type ItemOf<K extends DocumentItem['kind']> = Extract<DocumentItem, { readonly kind: K }>;

/** Pauses before another look, or answers false when the time is up. */
export async function pause(context: SyncContext, look: number): Promise<boolean> {
  const left = context.until - context.now();
  if (left <= 0 || context.signal?.aborted) return false;
  await context.sleep(Math.min(left, context.pollMs * Math.min(8, 2 ** Math.floor(look / 4))));
  return true;
}
