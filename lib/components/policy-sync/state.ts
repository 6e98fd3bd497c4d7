import { targetOf } from '../../gateway-state/order';
import type { Resource } from '../../plan/resource';
import { syncMember } from './member';
import { contentName, STATE_FILE, SYNC_COMPONENT } from './names';
import type { SyncSettings } from './settings';

/** Key of the ConfigMap with the document. */
export const STATE_KEY = 'state';

/** The document. A Job's never changes under it; a program that stays is rolled, and a cron line's next run reads the new one. */
export function stateMember(settings: SyncSettings): Resource {
  const { document, items, gateway, mode } = settings;
  const immutable = mode === 'job';
  const rows = items.filter(({ kind }) => kind !== 'Check');
  return syncMember(settings, {
    key: STATE_KEY,
    phase: 'config',
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: stateName(settings),
    component: SYNC_COMPONENT,
    ...(immutable && { createOnly: [['data'], ['immutable']] }),
    // Two programs that write one row would take it from each other for ever.
    occupies: rows.map((row) => `${targetOf(row)} of gateway ${gateway.namespace}/${gateway.name}${workspaceOf(row)}`),
    body: { ...(immutable && { immutable }), data: { [STATE_FILE]: document } },
  });
}

export function stateName(settings: SyncSettings): string {
  const { name, document, mode } = settings;
  return mode === 'job' ? contentName(name, document) : name;
}

function workspaceOf({ workspace }: SyncSettings['items'][number]): string {
  return workspace === undefined ? '' : `, workspace ${workspace}`;
}
