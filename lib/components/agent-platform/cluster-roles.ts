import type { PolicyRule } from '../../api';
import { type Resource, resource } from '../../plan/resource';
import { standardLabels } from '../labels';

// Nobody here may enter a pod (exec, attach, portforward, ephemeral containers) or read Secrets: what runs inside a
// sandbox is guarded from the inside only. source: facts/verified.md §9

const CORE = 'agents.x-k8s.io';
const EXTENSIONS = 'extensions.agents.x-k8s.io';
const READ = ['get', 'list', 'watch'] as const;
const CHANGE = ['create', 'delete', 'deletecollection', 'patch', 'update'] as const;

/** What a member of a tenant may do, from least to most; each role holds those before it in `includes`. */
export type TenantRole = 'view' | 'claim' | 'operate' | 'admin';

const VIEW: readonly PolicyRule[] = [
  { apiGroups: [CORE], resources: ['sandboxes', 'sandboxes/status'], verbs: READ },
  {
    apiGroups: [EXTENSIONS],
    resources: [
      'sandboxclaims',
      'sandboxclaims/status',
      'sandboxtemplates',
      'sandboxwarmpools',
      'sandboxwarmpools/scale',
      'sandboxwarmpools/status',
    ],
    verbs: READ,
  },
  { apiGroups: [''], resources: ['pods', 'pods/status', 'events', 'resourcequotas'], verbs: READ },
  { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: READ },
];

// A claim is made and given back; it is not changed, because an edit after binding does nothing or moves the sandbox
// under another NetworkPolicy. source: facts/agent-sandbox.md §2.1
const CLAIM: readonly PolicyRule[] = [
  { apiGroups: [EXTENSIONS], resources: ['sandboxclaims'], verbs: ['create', 'delete', ...READ] },
  { apiGroups: [EXTENSIONS], resources: ['sandboxwarmpools'], verbs: READ },
  { apiGroups: [CORE], resources: ['sandboxes'], verbs: READ },
];

// Suspend and resume are a patch of `operatingMode`; RBAC cannot tell fields apart.
const OPERATE: readonly PolicyRule[] = [
  ...VIEW,
  { apiGroups: [CORE], resources: ['sandboxes'], verbs: ['patch', 'update'] },
  { apiGroups: [EXTENSIONS], resources: ['sandboxwarmpools/scale'], verbs: ['patch', 'update'] },
  { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
];

const ADMIN: readonly PolicyRule[] = [
  ...OPERATE,
  {
    apiGroups: [EXTENSIONS],
    resources: ['sandboxclaims', 'sandboxtemplates', 'sandboxwarmpools'],
    verbs: CHANGE,
  },
  { apiGroups: [CORE], resources: ['sandboxes'], verbs: ['delete'] },
];

const ROLES: { readonly [Role in TenantRole]: readonly PolicyRule[] } = {
  view: VIEW,
  claim: CLAIM,
  operate: OPERATE,
  admin: ADMIN,
};

/** Name of the ClusterRole to bind in a tenant's namespaces. */
export function tenantClusterRole(role: TenantRole): string {
  return `kagent-fleet-${role}`;
}

/**
 * The ClusterRoles for tenants. They are bound per namespace, never aggregated into Kubernetes' own `view`, `edit` and
 * `admin`, so that nobody gains rights by their existence.
 */
export function clusterRoleMembers(): Resource[] {
  return (Object.keys(ROLES) as TenantRole[]).map((role) =>
    resource({
      key: `role-${role}`,
      scope: 'Cluster',
      phase: 'identity',
      teardown: 60,
      manifest: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: {
          name: tenantClusterRole(role),
          labels: { ...standardLabels('kagent-fleet', 'tenant-role'), 'kagent-fleet.dev/role': role },
        },
        rules: ROLES[role],
      },
    }),
  );
}
