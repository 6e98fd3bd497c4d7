import type { PolicyRule } from '../../api';
import type { Resource } from '../../plan/resource';
import type { Member } from '../member';
import { clusterMember, memberIn } from './member';
import type { Settings } from './settings';

const RBAC = 'rbac.authorization.k8s.io';

/** Rules for one ServiceAccount of the control plane. */
export interface Grant {
  readonly key: string;
  readonly name: string;
  /** Absent for the whole cluster. */
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
  /** Whose they are, and the part that it belongs to. */
  readonly serviceAccount: { readonly key: string; readonly name: string };
  readonly component: string;
}

/** The role and its binding. */
export function grantMembers(settings: Settings, grant: Grant): Resource[] {
  const { key, name, namespace, rules, serviceAccount, component } = grant;
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const place = (member: Member) =>
    namespace === undefined ? clusterMember(member) : memberIn(settings, namespace, member);
  const common = { phase: 'identity', apiVersion: `${RBAC}/v1`, name, component } as const;
  return [
    place({ ...common, key, kind, body: { rules } }),
    place({
      ...common,
      key: bindingKey(grant),
      kind: `${kind}Binding`,
      dependsOn: [key, serviceAccount.key],
      createOnly: [['roleRef']],
      body: {
        roleRef: { apiGroup: RBAC, kind, name },
        subjects: [{ kind: 'ServiceAccount', name: serviceAccount.name, namespace: settings.namespace }],
      },
    }),
  ];
}

/** Key of the binding, without which a part starts with no rights. */
export function bindingKey({ key }: Pick<Grant, 'key'>): string {
  return `${key}-binding`;
}

/** The same rules in each of the namespaces, or once for all of them. */
export function grantsIn(
  settings: Settings,
  namespaces: readonly string[] | 'all',
  grant: Omit<Grant, 'namespace'>,
): Grant[] {
  // Names of the whole cluster, and of a namespace that several control planes watch, need the control plane's own.
  const apart = `${settings.namespace}-${grant.name}`;
  if (namespaces === 'all') return [{ ...grant, name: apart }];
  return namespaces.map((namespace) =>
    namespace === settings.namespace
      ? { ...grant, namespace }
      : { ...grant, namespace, key: `${grant.key}-${namespace}`, name: apart },
  );
}
