import { renderGatewayState } from '../../gateway-state/document';
import type { GatewayState } from '../../plan/gateway-state';
import type { SecretKeyRef } from '../../plan/secret-ref';
import type { GatewayRef } from '../../platform/gateway-ref';
import type { Metrics } from '../observability/props';
import { syncNameOf } from './names';
import type { PolicySyncProps, SyncMode, SyncProgram } from './props';

/** One program with what it writes, whoever runs it: PolicySync, a harness, a gateway. */
export interface SyncSettings {
  readonly gateway: GatewayRef;
  readonly namespace: string;
  readonly name: string;
  readonly program: SyncProgram;
  readonly items: readonly GatewayState[];
  /** The document that it reads. */
  readonly document: string;
  readonly mode: SyncMode;
  readonly metrics: Metrics | undefined;
  /** What else decides whether it has to run again, e.g. what a sandbox was made from. */
  readonly runsFor: unknown;
}

/** What a program takes from whoever runs it. */
export type SyncInput = Pick<SyncSettings, 'gateway' | 'namespace' | 'name' | 'program' | 'items'> &
  Partial<Pick<SyncSettings, 'mode' | 'metrics' | 'runsFor'>>;

/** Seconds of one run: bootstraps of harnesses wait for each other, and an engine gives up after ten minutes. source: facts/verified.md §1 */
export const DEFAULT_DEADLINE = 540;

export function syncSettings(input: SyncInput): SyncSettings {
  const { gateway, items, mode = 'job', metrics, runsFor } = input;
  return { ...input, document: renderGatewayState({ gateway, items }), mode, metrics, runsFor };
}

/** The settings of the component on its own. */
export function settingsOf(props: PolicySyncProps): SyncSettings {
  const { gateway, namespace, name, state, mode, metrics } = props;
  return syncSettings({
    gateway,
    namespace,
    name: name ?? syncNameOf(gateway.name),
    program: props,
    items: state,
    ...(mode !== undefined && { mode }),
    metrics,
  });
}

/** The keys of Secrets that the rows name, each once, in the order of their names. */
export function credentialsOf(items: readonly GatewayState[]): readonly SecretKeyRef[] {
  const references = items.flatMap((item) => (item.kind === 'Provider' ? Object.values(item.credentials) : []));
  const byFile = new Map(references.map(({ name, key }) => [`${name}/${key}`, { name, key }]));
  return [...byFile].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reference]) => reference);
}
