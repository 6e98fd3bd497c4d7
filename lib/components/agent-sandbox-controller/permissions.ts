import type { PolicyRule } from '../../api';
import { LEASE, WEBHOOK_SECRET } from './names';
import { managesCertificate, type Settings } from './settings';

// Upstream's rules, complete and nothing beside them. source: facts/agent-sandbox.md §3, RBAC

const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] as const;
const WRITE = ['get', 'patch', 'update'] as const;
const EXTENSIONS = 'extensions.agents.x-k8s.io';

/** What the core controller may do in the whole cluster; its informers are cluster-wide. source: fault F-TEN-05 */
export function coreRules(settings: Settings): PolicyRule[] {
  return [
    { apiGroups: [''], resources: ['persistentvolumeclaims', 'pods', 'services'], verbs: ALL },
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
    { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes'], verbs: ALL },
    { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes/finalizers', 'sandboxes/status'], verbs: WRITE },
    ...(managesCertificate(settings) ? [crdRule()] : []),
    ...leaseRules(settings, ['create', 'get', 'list', 'patch', 'update', 'watch']),
  ];
}

/** What the controllers of templates, pools and claims may do besides. */
export function extensionRules(settings: Settings): PolicyRule[] {
  return [
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'patch', 'update', 'watch'] },
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
    { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes'], verbs: ALL },
    ...leaseRules(settings, ALL),
    { apiGroups: [EXTENSIONS], resources: ['sandboxclaims', 'sandboxtemplates', 'sandboxwarmpools'], verbs: ALL },
    {
      apiGroups: [EXTENSIONS],
      resources: [
        'sandboxclaims/finalizers',
        'sandboxclaims/status',
        'sandboxtemplates/finalizers',
        'sandboxwarmpools/finalizers',
        'sandboxwarmpools/status',
      ],
      verbs: WRITE,
    },
    { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ALL },
  ];
}

/** What it may do in its own namespace: keep the certificate it makes, and its Lease when that is not cluster-wide. */
export function namespacedRules(settings: Settings): PolicyRule[] {
  return [
    ...(managesCertificate(settings)
      ? [
          { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
          { apiGroups: [''], resources: ['secrets'], resourceNames: [WEBHOOK_SECRET], verbs: WRITE },
        ]
      : []),
    // A right to create cannot be bound to a name.
    ...(settings.props.leases === 'namespaced'
      ? [
          { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
          {
            apiGroups: ['coordination.k8s.io'],
            resources: ['leases'],
            resourceNames: [LEASE],
            verbs: ['get', 'update'],
          },
        ]
      : []),
  ];
}

function leaseRules({ props }: Settings, verbs: readonly string[]): PolicyRule[] {
  return props.leases === 'namespaced' ? [] : [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs }];
}

function crdRule(): PolicyRule {
  return {
    apiGroups: ['apiextensions.k8s.io'],
    resources: ['customresourcedefinitions'],
    resourceNames: [
      `sandboxclaims.${EXTENSIONS}`,
      'sandboxes.agents.x-k8s.io',
      `sandboxtemplates.${EXTENSIONS}`,
      `sandboxwarmpools.${EXTENSIONS}`,
    ],
    verbs: WRITE,
  };
}
