import type { Resource } from '../../plan/resource';
import { monitoringMembers } from './monitoring';
import { networkMember } from './network';
import { serviceAccountMember } from './service-account';
import type { SyncSettings } from './settings';
import { stateMember } from './state';
import { programMember } from './workload';

/** Everything of one program, whoever runs it. */
export function syncMembers(settings: SyncSettings): Resource[] {
  return [
    serviceAccountMember(settings),
    networkMember(settings),
    stateMember(settings),
    programMember(settings),
    ...(settings.mode === 'watch' ? monitoringMembers(settings) : []),
  ];
}
