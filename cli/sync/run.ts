import type { DocumentItem } from '../../lib/gateway-state/document';
import type { SettingValue } from '../gateway-client/gateway-client';
import { runCheck } from './check-row';
import type { ItemOf, SyncContext } from './context';
import { syncGatewayPolicy, syncRoute, syncSetting } from './gateway-rows';
import { syncOrphan } from './orphan';
import { applyPolicy, inspectPolicy } from './policy-row';
import { applyProvider, inspectProvider } from './provider-row';
import { failedWith, type ItemResult, resultOf } from './result';

/**
 * One pass over a document: what is written first comes first (providers, routes, settings, policies, checks), rows of a
 * kind side by side. How many calls run at once is the client's limit, so that a thousand sandboxes that are waited for
 * cost a timer each and no connection.
 */
export async function runOnce(context: SyncContext): Promise<readonly ItemResult[]> {
  const { items } = context.document;
  const of = <K extends DocumentItem['kind']>(kind: K) =>
    items.filter((item): item is ItemOf<K> => item.kind === kind);
  const providers = await each(context, of('Provider'), context.writes ? applyProvider : inspectProvider);
  const routes = await each(context, of('InferenceRoute'), unlessFailed(providers));
  const settings = await syncSettings(context, of('Setting'));
  const wide = await each(context, of('GatewayPolicy'), syncGatewayPolicy);
  const policies = await syncPolicies(context, of('Policy'));
  const checks = await each(context, of('Check'), runCheck);
  const orphans = await syncOrphans(context);
  return [...providers, ...routes, ...settings, ...wide, ...policies, ...checks, ...orphans];
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
  const wide = context.client.gatewayPolicy();
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
async function syncOrphans(context: SyncContext): Promise<readonly ItemResult[]> {
  const { record, document } = context;
  const present = new Set(document.items.map(({ key }) => key));
  const left = record.keys().filter((key) => !present.has(key));
  const rank = (key: string) => (record.get(key)?.row.kind === 'Provider' ? 1 : 0);
  const results: ItemResult[] = [];
  for (const key of left.sort((a, b) => rank(a) - rank(b))) {
    const entry = record.get(key);
    const result = entry && (await syncOrphan(context, key, entry));
    if (result === undefined) continue;
    context.onResult(result);
    results.push(result);
  }
  return results;
}
