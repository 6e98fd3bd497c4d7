import { contentHash } from '../../lib/plan/canonical-json';
import { hasCode } from '../gateway-client/errors';
import type { ProviderView, ProviderWrite } from '../gateway-client/gateway-client';
import type { ItemOf, SyncContext } from './context';
import { areDigested, digestCredentials } from './record';
import { type ItemResult, resultOf } from './result';

/** Tries when somebody else writes the same provider at the same moment. */
const MOST_WRITES = 5;

/** What differs, without writing; credentials by name only. */
export async function inspectProvider(context: SyncContext, item: ItemOf<'Provider'>): Promise<ItemResult> {
  const wanted = providerOf(context, item);
  const view = await context.client.provider(item.provider, item);
  const { refusal, changes } = compare(context, item, wanted, view);
  if (refusal !== undefined) return resultOf(item, 'failed', [refusal]);
  return resultOf(item, changes.length === 0 ? 'in-sync' : 'would-change', changes);
}

export async function applyProvider(context: SyncContext, item: ItemOf<'Provider'>): Promise<ItemResult> {
  const wanted = providerOf(context, item);
  let first: readonly string[] | undefined;
  for (let turn = 1; ; turn += 1) {
    const view = await context.client.provider(item.provider, item);
    const { refusal, changes } = compare(context, item, wanted, view);
    if (refusal !== undefined) return resultOf(item, 'failed', [refusal]);
    if (changes.length === 0) return resultOf(item, first === undefined ? 'in-sync' : 'changed', first);
    first ??= changes;
    await context.record.claim(item.key, rowOf(item), hashOf(wanted));
    try {
      const written = await writeProvider(context, item, wanted, view);
      await confirm(context, item, wanted, written);
      return resultOf(item, 'changed', first);
    } catch (error) {
      // Made, changed or removed by somebody else between the look and the write.
      if (turn >= MOST_WRITES || !hasCode(error, 'ALREADY_EXISTS', 'ABORTED', 'NOT_FOUND')) throw error;
      await context.sleep(context.pollMs / 4);
    }
  }
}

function providerOf({ readSecret }: SyncContext, item: ItemOf<'Provider'>): ProviderWrite {
  const { provider, type = provider, credentials, config = {} } = item;
  return {
    name: provider,
    type,
    credentials: Object.fromEntries(Object.entries(credentials).map(([name, ref]) => [name, readSecret(ref)])),
    config,
  };
}

function compare(
  { record }: SyncContext,
  item: ItemOf<'Provider'>,
  wanted: ProviderWrite,
  view: ProviderView | undefined,
): { readonly refusal?: string; readonly changes: readonly string[] } {
  if (view === undefined) return { changes: [`creates provider ${wanted.name}`] };
  // source: NVIDIA/OpenShell v0.0.46, grpc/provider.rs (update_provider_record)
  if (view.type.toLowerCase() !== wanted.type.toLowerCase()) {
    return {
      refusal: `is of type ${view.type}, not ${wanted.type}: a type cannot change, delete the provider first`,
      changes: [],
    };
  }
  const absent = Object.keys(wanted.credentials).filter((name) => !view.credentialNames.includes(name));
  const config = Object.keys(wanted.config).filter((name) => view.config[name] !== wanted.config[name]);
  const known = record.get(item.key);
  const changes = [
    ...absent.map((name) => `sets credential ${name}`),
    ...config.map((name) => `sets config ${name}`),
    ...(absent.length > 0 ? [] : doubts(known, wanted, view)),
  ];
  return { changes };
}

/** Why credentials that the gateway has may not be the ones asked for: it tells their names only. */
function doubts(
  known: ReturnType<SyncContext['record']['get']>,
  wanted: ProviderWrite,
  view: ProviderView,
): readonly string[] {
  if (known?.credentials === undefined) return ['writes the credentials: no record says which ones the gateway has'];
  if (!areDigested(wanted.credentials, known.credentials)) return ['writes the credentials: they have changed'];
  return known.resourceVersion === view.resourceVersion
    ? []
    : ['writes the credentials: somebody else has written the provider since'];
}

async function writeProvider(
  { client }: SyncContext,
  item: ItemOf<'Provider'>,
  wanted: ProviderWrite,
  view: ProviderView | undefined,
): Promise<ProviderView> {
  return view === undefined ? client.createProvider(wanted, item) : client.updateProvider(wanted, item);
}

async function confirm(
  { record }: SyncContext,
  item: ItemOf<'Provider'>,
  wanted: ProviderWrite,
  written: ProviderView,
) {
  const { resourceVersion } = written;
  const credentials = digestCredentials(wanted.credentials);
  await record.confirm(item.key, { row: rowOf(item), hashes: [hashOf(wanted)], resourceVersion, credentials });
}

/** Without the credentials: those are recorded as digests. */
function hashOf({ name, type, config }: ProviderWrite): string {
  return contentHash({ name, type, config });
}

function rowOf({ kind, owner, provider, workspace }: ItemOf<'Provider'>) {
  return { kind, owner, name: provider, ...(workspace !== undefined && { workspace }) };
}
