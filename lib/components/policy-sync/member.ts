import type { Phase } from '../../plan/phase';
import type { Resource } from '../../plan/resource';
import { standardLabels } from '../labels';
import { type Member, memberResource } from '../member';
import { syncSelector } from './names';
import type { SyncSettings } from './settings';

// Reverse of the order of creation. What it wrote stays in the gateway; it goes with the gateway's database.
const TEARDOWN: Record<Phase, number> = {
  workload: 0,
  gate: 0,
  controller: 10,
  state: 10,
  config: 40,
  guard: 50,
  identity: 60,
  crd: 60,
  namespace: 60,
};

/** An object of the program, in its namespace. */
export function syncMember(settings: SyncSettings, member: Omit<Member, 'namespace'>): Resource {
  return memberResource(
    { ...member, namespace: settings.namespace },
    { labels: (component) => syncLabels(settings, component), teardown: TEARDOWN },
  );
}

/** The labels on everything of the program, its pods included. */
export function syncLabels({ name }: SyncSettings, component: string) {
  return { ...standardLabels('kagent-fleet-sync', component), ...syncSelector(name) };
}
