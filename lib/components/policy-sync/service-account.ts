import type { Resource } from '../../plan/resource';
import { syncMember } from './member';
import { SYNC_COMPONENT } from './names';
import type { SyncSettings } from './settings';

/** An identity without any right and without a token: what the program needs is mounted. */
export function serviceAccountMember(settings: SyncSettings): Resource {
  return syncMember(settings, {
    key: 'service-account',
    phase: 'identity',
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    name: settings.name,
    component: SYNC_COMPONENT,
    body: { automountServiceAccountToken: false },
  });
}
