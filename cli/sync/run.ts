import type { DocumentItem } from '../../lib/gateway-state/document';
import { hasCode } from '../gateway-client/errors';
import type { SettingValue } from '../gateway-client/gateway-client';
import { runCheck } from './check-row';
import type { ItemOf, SyncContext } from './context';
import { syncGatewayPolicy, syncRoute, syncSetting } from './gateway-rows';
import { syncOrphan } from './orphan';
import { applyPolicy, inspectPolicy } from './policy-row';
import { applyProvider, inspectProvider } from './provider-row';
import type { RecordEntry } from './record';
import { failedWith, type ItemResult, resultOf } from './result';

/**
 * One pass over a document: what is written first comes first (providers, routes, settings, policies, checks), rows of a
 * kind side by side. How many calls run at once is the client's limit, so that a thousand sandboxes that are waited for
 * cost a timer each and no connection.
 */
export async function runOnce(context: SyncContext): Promise<readonly ItemResult[]> {
  const { items } = context.document;
  const of = <K extends DocumentItem['kind']>(kind: K) => items.filter((item): item is ItemOf<K> => item.kind === kind);
  const providers = await each(context, of('Provider'), context.writes ? applyProvider : inspectProvider);
  const routes = await each(context, of('InferenceRoute'), unlessFailed(providers));
  const settings = await syncSettings(context, of('Setting'));
  const wide = await each(context, of('GatewayPolicy'), syncGatewayPolicy);
  // A gateway-wide policy that left the document would shut out those of the sandboxes that take its place.
  const freed = await syncOrphans(context, (kind) => kind === 'GatewayPolicy');
  const policies = await syncPolicies(context, of('Policy'));
  const checks = await each(context, of('Check'), runCheck);
  const orphans = await syncOrphans(context, (kind) => kind !== 'GatewayPolicy');
  return [...providers, ...routes, ...settings, ...wide, ...freed, ...policies, ...checks, ...orphans];
}

/** Results in the rows' order; one row's failure is no other's. */
async function each<K extends DocumentItem['kind']>(
  context: SyncContext,
  items: readonly ItemOf<K>[],
  sync: (context: SyncContext, item: ItemOf<K>) => Promise<ItemResult>,
): Promise<readonly ItemResult[]> {
  return Promise.all(
    items.map(async (item) => {
      const result = await sync(context, item).catch((error: unknown) => failedWith(item, error));
      context.onResult(result);
      return result;
    }),
  );
}

/** A route to a provider that could not be written would lead to the old key. */
function unlessFailed(providers: readonly ItemResult[]) {
  const failed = providers.filter(({ state }) => state === 'failed').map(({ target }) => target);
  return async (context: SyncContext, item: ItemOf<'InferenceRoute'>): Promise<ItemResult> =>
    failed.includes(`provider ${item.provider}`)
      ? resultOf(item, 'failed', [`not tried: provider ${item.provider} failed`])
      : syncRoute(context, item);
}

async function syncSettings(context: SyncContext, items: readonly ItemOf<'Setting'>[]) {
  if (items.length === 0) return [];
  const settings: Promise<ReadonlyMap<string, SettingValue>> = context.client.settings();
  return each(context, items, async (run, item) => syncSetting(run, item, await settings));
}

/** While a gateway-wide policy is in force the gateway refuses those of sandboxes. source: facts/openshell.md §1.9 */
async function syncPolicies(context: SyncContext, items: readonly ItemOf<'Policy'>[]) {
  if (items.length === 0) return [];
  const wide = context.client.gatewayPolicy().catch((error: unknown) => {
    // At 0.0.111 only a platform's administrator may ask; a write then says it instead.
    if (hasCode(error, 'PERMISSION_DENIED')) return undefined;
    throw error;
  });
  // Awaited by every row; a failure is theirs to report.
  wide.catch(() => undefined);
  return each(context, items, async (run, item) => {
    if ((await wide)?.status === 'loaded') {
      return resultOf(item, 'failed', ['a gateway-wide policy is in force; it replaces this one until it is removed']);
    }
    return run.writes ? applyPolicy(run, item) : inspectPolicy(run, item);
  });
}

/** Routes before their providers: the reverse of writing. */
async function syncOrphans(context: SyncContext, concerns: (kind: RecordEntry['row']['kind']) => boolean) {
  const { record, document } = context;
  const keys = new Set(document.items.map(({ key }) => key));
  const things = new Set(document.items.map(thingOf));
  const left = record.keys().flatMap((key) => {
    const entry = record.get(key);
    return entry && !keys.has(key) && concerns(entry.row.kind) ? [{ key, entry }] : [];
  });
  const rank = ({ entry }: { entry: RecordEntry }) => (entry.row.kind === 'Provider' ? 1 : 0);
  const results: ItemResult[] = [];
  for (const { key, entry } of left.sort((a, b) => rank(a) - rank(b))) {
    const { kind, name, workspace = '' } = entry.row;
    // The same thing under another key is no orphan: taking it back would undo what was just written.
    const isKept = things.has([kind, workspace, name].join(' '));
    if (isKept && context.writes) await record.forget(key);
    const result = isKept ? undefined : await syncOrphan(context, key, entry);
    if (result === undefined) continue;
    context.onResult(result);
    results.push(result);
  }
  return results;
}

/** The thing on the gateway that a row is about, as the record names it. */
function thingOf(item: DocumentItem): string {
  const workspace = item.workspace ?? '';
  switch (item.kind) {
    case 'Policy':
    case 'Check':
      return [item.kind, workspace, item.sandbox].join(' ');
    case 'GatewayPolicy':
      return [item.kind, '', ''].join(' ');
    case 'Provider':
      return [item.kind, workspace, item.provider].join(' ');
    case 'InferenceRoute':
      return [item.kind, workspace, item.route ?? 'inference.local'].join(' ');
    case 'Setting':
      return [item.kind, '', item.name].join(' ');
  }
}
