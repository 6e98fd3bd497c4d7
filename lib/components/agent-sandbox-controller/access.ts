import type { PolicyRule } from '../../api';
import type { Resource } from '../../plan/resource';
import { clusterMember, namespacedMember } from './member';
import { CONTROLLER, EXTENSIONS_ROLE } from './names';
import { coreRules, extensionRules, namespacedRules } from './permissions';
import type { Settings } from './settings';

const RBAC = 'rbac.authorization.k8s.io';

/** ServiceAccount, roles and bindings of the controller. */
export function accessMembers(settings: Settings): Resource[] {
  return [
    ...serviceAccount(settings),
    ...clusterRole(settings, 'cluster-role', CONTROLLER, coreRules(settings)),
    ...(settings.extensions
      ? clusterRole(settings, 'extensions-cluster-role', EXTENSIONS_ROLE, extensionRules(settings))
      : []),
    ...role(settings, namespacedRules(settings)),
  ];
}

/** Keys of the bindings, without which the controller starts and never recovers. source: facts/verified.md §11 */
export function bindingKeys(settings: Settings): string[] {
  return [
    'cluster-role-binding',
    ...(settings.extensions ? ['extensions-cluster-role-binding'] : []),
    ...(namespacedRules(settings).length > 0 ? ['role-binding'] : []),
  ];
}

function serviceAccount(settings: Settings): Resource[] {
  if (!settings.ownsServiceAccount) return [];
  return [
    namespacedMember(settings, {
      key: 'service-account',
      phase: 'identity',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      name: settings.serviceAccount,
      component: 'controller',
      ...(settings.props.serviceAccountAnnotations && { annotations: settings.props.serviceAccountAnnotations }),
      body: { automountServiceAccountToken: false },
    }),
  ];
}

function clusterRole(settings: Settings, key: string, name: string, rules: readonly PolicyRule[]): Resource[] {
  const common = { phase: 'identity', apiVersion: `${RBAC}/v1`, name, component: 'controller' } as const;
  return [
    clusterMember({ ...common, key, kind: 'ClusterRole', body: { rules } }),
    clusterMember({
      ...common,
      key: `${key}-binding`,
      kind: 'ClusterRoleBinding',
      dependsOn: [key, ...subjectKeys(settings)],
      createOnly: [['roleRef']],
      body: { roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name }, subjects: subjects(settings) },
    }),
  ];
}

function role(settings: Settings, rules: readonly PolicyRule[]): Resource[] {
  if (rules.length === 0) return [];
  const name = CONTROLLER;
  const common = { phase: 'identity', apiVersion: `${RBAC}/v1`, name, component: 'controller' } as const;
  return [
    namespacedMember(settings, { ...common, key: 'role', kind: 'Role', body: { rules } }),
    namespacedMember(settings, {
      ...common,
      key: 'role-binding',
      kind: 'RoleBinding',
      dependsOn: ['role', ...subjectKeys(settings)],
      createOnly: [['roleRef']],
      body: { roleRef: { apiGroup: RBAC, kind: 'Role', name }, subjects: subjects(settings) },
    }),
  ];
}

function subjects({ serviceAccount: name, namespace }: Settings) {
  return [{ kind: 'ServiceAccount', name, namespace }];
}

function subjectKeys({ ownsServiceAccount }: Settings): string[] {
  return ownsServiceAccount ? ['service-account'] : [];
}
