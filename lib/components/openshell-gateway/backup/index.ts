import type { Resource } from '../../../plan/resource';
import { apiServerEgressRule } from '../../../platform/api-server-egress';
import { ciliumToApiServer } from '../../../platform/cilium-api-server';
import { gatewayMember, jobPodLabels } from '../member';
import type { Settings } from '../settings';
import { cronJobMember } from './cron-job';
import { backupName, savedSecrets } from './saved';

const RBAC = 'rbac.authorization.k8s.io';

/** Copies of database and keys, if they are asked for, with exactly the rights and flows that they need. */
export function backupMembers(settings: Settings): Resource[] {
  const { backup } = settings.props;
  if (backup === undefined) return [];
  const snapshots = backup.volumeSnapshot !== undefined;
  return [
    ...(snapshots ? snapshotAccess(settings) : []),
    networkPolicy(settings, snapshots),
    ...(snapshots && settings.platform.cluster.cni === 'cilium' ? [ciliumPolicy(settings)] : []),
    cronJobMember(settings, backup),
  ];
}

function snapshotAccess(settings: Settings): Resource[] {
  const name = backupName(settings.name);
  const secrets = savedSecrets(settings);
  const common = { phase: 'identity', name, component: 'backup' } as const;
  return [
    gatewayMember(settings, {
      ...common,
      key: 'backup-service-account',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      body: { automountServiceAccountToken: false },
    }),
    gatewayMember(settings, {
      ...common,
      key: 'backup-role',
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      body: {
        rules: [
          {
            apiGroups: ['snapshot.storage.k8s.io'],
            resources: ['volumesnapshots'],
            verbs: ['create', 'delete', 'get', 'list', 'watch'],
          },
          ...(secrets.length > 0
            ? [
                { apiGroups: [''], resources: ['secrets'], resourceNames: secrets, verbs: ['get'] },
                { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
              ]
            : []),
        ],
      },
    }),
    gatewayMember(settings, {
      ...common,
      key: 'backup-role-binding',
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      dependsOn: ['backup-role', 'backup-service-account'],
      createOnly: [['roleRef']],
      body: {
        roleRef: { apiGroup: RBAC, kind: 'Role', name },
        subjects: [{ kind: 'ServiceAccount', name, namespace: settings.namespace }],
      },
    }),
  ];
}

/** A copy needs no network at all, a snapshot the API server alone. */
function networkPolicy(settings: Settings, snapshots: boolean): Resource {
  return gatewayMember(settings, {
    key: 'backup-network-policy',
    phase: 'guard',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    name: backupName(settings.name),
    component: 'backup',
    body: {
      spec: {
        podSelector: { matchLabels: jobPodLabels(settings, 'backup') },
        policyTypes: ['Ingress', 'Egress'],
        ...(snapshots && { egress: [apiServerEgressRule(settings.platform.cluster)] }),
      },
    },
  });
}

function ciliumPolicy(settings: Settings): Resource {
  return gatewayMember(settings, {
    key: 'backup-cilium-network-policy',
    phase: 'guard',
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    name: backupName(settings.name),
    component: 'backup',
    body: {
      spec: {
        endpointSelector: { matchLabels: jobPodLabels(settings, 'backup') },
        egress: [ciliumToApiServer(settings.platform.cluster)],
      },
    },
  });
}
