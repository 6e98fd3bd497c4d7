import { policyDifference, type StoredPolicy } from '../../lib/gateway-state/policy-difference';
import { contentHash } from '../../lib/plan/canonical-json';
import type { RouteView, SettingValue } from '../gateway-client/gateway-client';
import type { ItemOf, SyncContext } from './context';
import { policyFlaw, rulesHash } from './policy-row';
import { type ItemResult, resultOf } from './result';

/** The gateway's inference route; one read when nothing changed. */
export async function syncRoute(context: SyncContext, item: ItemOf<'InferenceRoute'>): Promise<ItemResult> {
  const { client, record } = context;
  const { provider, model, route: name = 'inference.local', timeoutSeconds = 0 } = item;
  const wanted: RouteView = { provider, model, timeoutSeconds };
  const view = await client.route(name, item);
  const changes = routeChanges(view, wanted);
  if (changes.length === 0) return resultOf(item, 'in-sync');
  if (!context.writes) return resultOf(item, 'would-change', changes);
  const row = { kind: item.kind, owner: item.owner, name, ...workspaceOf(item) };
  await record.claim(item.key, row, routeHash(wanted));
  await client.setRoute(name, wanted, item);
  await record.confirm(item.key, { row, hashes: [routeHash(wanted)] });
  return resultOf(item, 'changed', changes);
}

function routeChanges(view: RouteView | undefined, wanted: RouteView): readonly string[] {
  if (view === undefined) return [`sets the route to ${wanted.provider}, model ${wanted.model}`];
  const words = { provider: 'provider', model: 'model', timeoutSeconds: 'timeout in seconds' } as const;
  return (Object.keys(words) as (keyof RouteView)[])
    .filter((field) => view[field] !== wanted[field])
    .map((field) => `changes the ${words[field]} from ${view[field]} to ${wanted[field]}`);
}

export function routeHash({ provider, model }: RouteView): string {
  return contentHash({ provider, model });
}

/** One setting of the gateway; all of them are read at once. */
export async function syncSetting(
  context: SyncContext,
  item: ItemOf<'Setting'>,
  settings: ReadonlyMap<string, SettingValue>,
): Promise<ItemResult> {
  const { client, record } = context;
  const { name, value, kind, owner } = item;
  const got = settings.get(name);
  if (got === value) return resultOf(item, 'in-sync');
  const changes = [got === undefined ? `sets ${value}` : `changes ${got} to ${value}`];
  if (!context.writes) return resultOf(item, 'would-change', changes);
  const row = { kind, owner, name };
  await record.claim(item.key, row, contentHash(value));
  await client.setSetting(name, value);
  await record.confirm(item.key, { row, hashes: [contentHash(value)] });
  return resultOf(item, 'changed', changes);
}

/** source: facts/openshell-0.0.46.md §5; facts/openshell.md §1.9 */
const NO_FILESYSTEM =
  'a gateway-wide policy replaces the paths of every sandbox, and without paths of its own Landlock is off: give it filesystem';

/** The policy of all sandboxes at once. Supervisors load it, but report only policies of their own sandbox. */
export async function syncGatewayPolicy(context: SyncContext, item: ItemOf<'GatewayPolicy'>): Promise<ItemResult> {
  const { client, record } = context;
  const flaw = policyFlaw(context, item.policy);
  if (flaw !== undefined) return resultOf(item, 'failed', [flaw]);
  if (client.asStored(item.policy).filesystem === undefined) return resultOf(item, 'failed', [NO_FILESYSTEM]);
  const revision = await client.gatewayPolicy();
  const inForce = revision?.status === 'loaded' ? revision : undefined;
  const wanted = withIdentity(client.asStored(item.policy));
  const { changes, frozen } = policyDifference(wanted, inForce?.policy);
  const all = inForce === undefined ? ['sets the policy of the whole gateway'] : [...changes, ...frozen.map(asChange)];
  if (all.length === 0) return resultOf(item, 'in-sync', [], revision?.version);
  if (!context.writes) return resultOf(item, 'would-change', all, revision?.version);
  const row = { kind: item.kind, owner: item.owner, name: '' };
  await record.claim(item.key, row, rulesHash(wanted));
  const version = await client.setGatewayPolicy(wanted);
  await record.confirm(item.key, { row, hashes: [rulesHash(wanted)] });
  return resultOf(item, 'changed', all, version);
}

/** The gateway fills this in; without it every comparison would find a difference. source: facts/openshell-0.0.46.md §1.2 */
function withIdentity(policy: StoredPolicy): StoredPolicy {
  const { runAsUser = 'sandbox', runAsGroup = 'sandbox' } = policy.process ?? {};
  return { ...policy, process: { runAsUser, runAsGroup } };
}

function asChange(difference: string): string {
  return `changes a static section, which sandboxes take at their next start: ${difference}`;
}

function workspaceOf({ workspace }: { readonly workspace?: string }): { readonly workspace?: string } {
  return workspace === undefined ? {} : { workspace };
}
