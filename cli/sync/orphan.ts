import { policyDifference } from '../../lib/gateway-state/policy-difference';
import { contentHash } from '../../lib/plan/canonical-json';
import { hasCode } from '../gateway-client/errors';
import type { SyncContext } from './context';
import { routeHash } from './gateway-rows';
import { rulesHash } from './policy-row';
import type { RecordEntry } from './record';
import type { ItemResult } from './result';

/** What an earlier run wrote and the document no longer has, as the gateway has it now. */
type Found =
  | { readonly is: 'gone' }
  | { readonly is: 'not-ours' }
  | { readonly is: 'ours'; readonly takeBack?: () => Promise<void> };

/** Reports a row that left the document; takes it back when that was asked for and nobody else has changed it. */
export async function syncOrphan(
  context: SyncContext,
  key: string,
  entry: RecordEntry,
): Promise<ItemResult | undefined> {
  const result = (state: ItemResult['state'], detail: string): ItemResult => {
    const { kind, owner, name } = entry.row;
    return { key, kind, target: `${kind} ${name}`.trim(), owner, state, details: [detail] };
  };
  try {
    const found = await look(context, entry);
    if (found.is !== 'ours') {
      if (context.writes) await context.record.forget(key);
      return found.is === 'gone'
        ? undefined
        : result('in-sync', 'left the document; somebody else has changed it since');
    }
    if (found.takeBack === undefined) {
      // Said once to whoever asked for it: nothing that a later run does could change it.
      if (context.prune && context.writes) await context.record.forget(key);
      return result('blocked', 'left the document; this release cannot take it back');
    }
    if (!context.prune) return result('orphaned', 'left the document; --prune takes it back');
    if (!context.writes) return result('would-change', 'is taken back');
    await found.takeBack();
    await context.record.forget(key);
    return result('removed', 'taken back');
  } catch (error) {
    return result('failed', error instanceof Error ? error.message : String(error));
  }
}

async function look(context: SyncContext, entry: RecordEntry): Promise<Found> {
  switch (entry.row.kind) {
    case 'Policy':
      return lookAtPolicy(context, entry);
    case 'GatewayPolicy':
      return lookAtGatewayPolicy(context, entry);
    case 'Provider':
      return lookAtProvider(context, entry);
    case 'InferenceRoute':
      return lookAtRoute(context, entry);
    case 'Setting':
      return lookAtSetting(context, entry);
  }
}

/** A policy is taken back to the one that its sandbox was created with. */
async function lookAtPolicy({ client }: SyncContext, { row, hashes }: RecordEntry): Promise<Found> {
  const revision = await client.policy(row.name, row);
  if (revision === undefined) return { is: 'gone' };
  if (!hashes.includes(rulesHash(revision.policy))) return { is: 'not-ours' };
  const created = (await client.sandbox(row.name, row))?.policy;
  if (created === undefined) return { is: 'ours' };
  const { write } = policyDifference(created, revision.policy);
  return { is: 'ours', takeBack: async () => void (await client.setPolicy(row.name, write, row)) };
}

async function lookAtGatewayPolicy({ client }: SyncContext, { hashes }: RecordEntry): Promise<Found> {
  const revision = await client.gatewayPolicy();
  if (revision?.status !== 'loaded') return { is: 'gone' };
  if (!hashes.includes(rulesHash(revision.policy))) return { is: 'not-ours' };
  return { is: 'ours', takeBack: () => client.removeGatewayPolicy() };
}

async function lookAtProvider({ client }: SyncContext, { row, resourceVersion }: RecordEntry): Promise<Found> {
  const view = await client.provider(row.name, row);
  if (view === undefined) return { is: 'gone' };
  if (view.resourceVersion !== resourceVersion) return { is: 'not-ours' };
  return { is: 'ours', takeBack: () => client.removeProvider(row.name, row) };
}

async function lookAtRoute({ client }: SyncContext, { row, hashes }: RecordEntry): Promise<Found> {
  const view = await client.route(row.name, row);
  if (view === undefined) return { is: 'gone' };
  if (!hashes.includes(routeHash(view))) return { is: 'not-ours' };
  const { removeRoute } = client;
  return { is: 'ours', ...(removeRoute && { takeBack: () => removeRoute(row.name, row) }) };
}

async function lookAtSetting({ client }: SyncContext, { row, hashes }: RecordEntry): Promise<Found> {
  const value = (await client.settings()).get(row.name);
  if (value === undefined) return { is: 'gone' };
  if (!hashes.includes(contentHash(value))) return { is: 'not-ours' };
  return { is: 'ours', takeBack: () => removeSetting(client, row.name) };
}

async function removeSetting(client: SyncContext['client'], name: string): Promise<void> {
  try {
    await client.removeSetting(name);
  } catch (error) {
    if (!hasCode(error, 'NOT_FOUND')) throw error;
  }
}
