import type { Resource } from '../plan/resource';
import { gatewayGate } from '../platform/gates';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { syncMembers } from './policy-sync/members';
import type { PolicySyncProps } from './policy-sync/props';
import { policySyncRules } from './policy-sync/rules';
import { settingsOf } from './policy-sync/settings';
import { PROGRAM_KEY } from './policy-sync/workload';

export type * from './policy-sync/props';

/**
 * `kagent-fleet sync` in the cluster: policies, providers and routes are rows in a gateway's database, which no manifest
 * reaches. source: DESIGN §4; facts/verified.md §7
 */
export const policySync: ComponentDefinition<PolicySyncProps> = {
  name: 'PolicySync',
  props: {
    ...COMPONENT_PROPS,
    gateway: 'structure',
    namespace: 'structure',
    name: 'structure',
    state: 'structure',
    mode: 'structure',
    metrics: 'leaves',
    image: 'leaves',
    imagePullSecrets: 'leaves',
    token: 'structure',
    deadlineSeconds: 'structure',
    revision: 'structure',
    resources: 'leaves',
    nodeSelector: 'leaves',
    tolerations: 'leaves',
  },
  primary: PROGRAM_KEY,
  platformOf: ({ gateway }) => gateway?.platform,
  waitsFor: ({ gateway }) => [{ gate: gatewayGate(gateway) }],
  rules: policySyncRules,
  build: buildSync,
};

function buildSync(props: PolicySyncProps): Resource[] {
  return syncMembers(settingsOf(props));
}
