import type { Resource } from '../../plan/resource';
import { bindingKey, type Grant, grantMembers, grantsIn } from './grant';
import { controlPlaneMember } from './member';
import { PART } from './names';
import { clusterRules, leaseRules, upstreamGetterRules, upstreamWriterRules, workloadRules } from './permissions';
import type { Settings } from './settings';

const SERVICE_ACCOUNT = 'service-account';

/** ServiceAccount, roles and bindings of the controller. */
export function accessMembers(settings: Settings): Resource[] {
  return [serviceAccount(settings), ...grantsOf(settings).flatMap((grant) => grantMembers(settings, grant))];
}

/** Keys of what must be bound before the controller starts: it does not recover by itself. source: facts/verified.md §11 */
export function accessKeys(settings: Settings): string[] {
  return [SERVICE_ACCOUNT, ...grantsOf(settings).map(bindingKey)];
}

function grantsOf(settings: Settings): Grant[] {
  const { names, namespace, replicas } = settings;
  const own = { serviceAccount: { key: SERVICE_ACCOUNT, name: names.controller }, component: PART.controller };
  return [
    ...mainGrants(settings, own),
    ...(replicas > 1
      ? [
          {
            ...own,
            key: 'leader-election-role',
            name: `${names.controller}-leader-election`,
            namespace,
            rules: leaseRules(),
          },
        ]
      : []),
  ];
}

function mainGrants(settings: Settings, own: Pick<Grant, 'serviceAccount' | 'component'>): Grant[] {
  const { props, names, prefix, watches } = settings;
  switch (props.rbac ?? 'namespaced') {
    case 'upstream':
      return [
        ...grantsIn(settings, 'all', {
          ...own,
          key: 'getter-cluster-role',
          name: `${prefix}-getter`,
          rules: upstreamGetterRules(),
        }),
        ...grantsIn(settings, 'all', {
          ...own,
          key: 'writer-cluster-role',
          name: `${prefix}-writer`,
          rules: upstreamWriterRules(),
        }),
      ];
    case 'cluster':
      return grantsIn(settings, 'all', { ...own, key: 'cluster-role', name: names.controller, rules: clusterRules() });
    default:
      return grantsIn(settings, watches, { ...own, key: 'role', name: names.controller, rules: workloadRules() });
  }
}

function serviceAccount(settings: Settings): Resource {
  const { serviceAccountAnnotations } = settings.props.controller ?? {};
  return controlPlaneMember(settings, {
    key: SERVICE_ACCOUNT,
    phase: 'identity',
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    name: settings.names.controller,
    component: PART.controller,
    ...(serviceAccountAnnotations && { annotations: serviceAccountAnnotations }),
    body: { automountServiceAccountToken: false },
  });
}
