import type { Resource } from '../../plan/resource';
import { clusterMember, gatewayMember, sandboxMember } from './member';
import { clusterName, SANDBOX_SERVICE_ACCOUNT } from './names';
import { clusterRules, sandboxRules } from './permissions';
import type { Settings } from './settings';

const RBAC = 'rbac.authorization.k8s.io';

/** ServiceAccounts, roles and bindings of the gateway and of its sandboxes. */
export function accessMembers(settings: Settings): Resource[] {
  return [serviceAccount(settings), ...sandboxServiceAccount(settings), ...role(settings), ...clusterRole(settings)];
}

/** Keys of what the gateway needs before its first call of the API server. source: facts/verified.md §11 */
export function accessKeys(settings: Settings): string[] {
  return [
    'service-account',
    'role-binding',
    ...(clusterRules(settings).length > 0 ? ['cluster-role-binding'] : []),
    ...(settings.gateway.can.sandboxServiceAccount ? ['sandbox-service-account'] : []),
  ];
}

function serviceAccount(settings: Settings): Resource {
  const { serviceAccountAnnotations } = settings.props;
  return gatewayMember(settings, {
    key: 'service-account',
    phase: 'identity',
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    name: settings.name,
    component: 'gateway',
    ...(serviceAccountAnnotations && { annotations: serviceAccountAnnotations }),
    body: { automountServiceAccountToken: false },
  });
}

// Without any right: its token only proves to the gateway which pod speaks. source: facts/openshell.md §5
function sandboxServiceAccount(settings: Settings): Resource[] {
  if (!settings.gateway.can.sandboxServiceAccount) return [];
  return [
    sandboxMember(settings, {
      key: 'sandbox-service-account',
      phase: 'identity',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name: SANDBOX_SERVICE_ACCOUNT,
      component: 'sandbox',
      body: { automountServiceAccountToken: false },
    }),
  ];
}

/** In the sandboxes' namespace, where the driver works; upstream's chart up to 0.0.46 has it beside the gateway. source: facts/openshell-0.0.46.md §4 */
function role(settings: Settings): Resource[] {
  const common = { phase: 'identity', apiVersion: `${RBAC}/v1`, name: settings.name, component: 'gateway' } as const;
  return [
    sandboxMember(settings, { ...common, key: 'role', kind: 'Role', body: { rules: sandboxRules(settings) } }),
    sandboxMember(settings, {
      ...common,
      key: 'role-binding',
      kind: 'RoleBinding',
      dependsOn: ['role', 'service-account'],
      createOnly: [['roleRef']],
      body: { roleRef: { apiGroup: RBAC, kind: 'Role', name: settings.name }, subjects: subjects(settings) },
    }),
  ];
}

function clusterRole(settings: Settings): Resource[] {
  const rules = clusterRules(settings);
  if (rules.length === 0) return [];
  const name = clusterName(settings);
  const common = { phase: 'identity', apiVersion: `${RBAC}/v1`, name, component: 'gateway' } as const;
  return [
    clusterMember(settings, { ...common, key: 'cluster-role', kind: 'ClusterRole', body: { rules } }),
    clusterMember(settings, {
      ...common,
      key: 'cluster-role-binding',
      kind: 'ClusterRoleBinding',
      dependsOn: ['cluster-role', 'service-account'],
      createOnly: [['roleRef']],
      body: { roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name }, subjects: subjects(settings) },
    }),
  ];
}

function subjects({ name, namespace }: Settings) {
  return [{ kind: 'ServiceAccount', name, namespace }];
}
