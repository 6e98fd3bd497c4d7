import type { PolicyRule } from '../../api';

const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] as const;
const READ = ['get', 'list', 'watch'] as const;
const WRITE = ['create', 'delete', 'patch', 'update'] as const;

/** The kinds of kagent.dev that the controller of 0.9.12 registers. source: lib/api/kagent; facts/kagent.md §1 */
const KINDS = [
  'agentharnesses',
  'agents',
  'mcpservers',
  'modelconfigs',
  'modelproviderconfigs',
  'remotemcpservers',
  'sandboxagents',
] as const;

/** The same and the two leftovers that upstream's rules still name. source: facts/kagent.md §2, RBAC */
const UPSTREAM_KINDS = [...KINDS, 'memories', 'toolservers'] as const;

const GATEWAY_API = 'gateway.networking.k8s.io';

/**
 * What the controller needs where it reconciles, and nothing beside it. In a Role, reading namespaces is reading that
 * one: a request for a namespace counts as made in it, so that `allowedNamespaces` by selector and the UI's list work
 * without a cluster-wide right. source: facts/verified.md §11; facts/kagent.md §10.9; fault F-TEN-06; apiserver
 * RequestInfoFactory
 */
export function workloadRules(): PolicyRule[] {
  return [...reconcileRules(), { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] }];
}

/** The same for all namespaces, which it then watches. */
export function clusterRules(): PolicyRule[] {
  return [...reconcileRules(), { apiGroups: [''], resources: ['namespaces'], verbs: READ }];
}

function reconcileRules(): PolicyRule[] {
  return [
    { apiGroups: [''], resources: ['configmaps', 'secrets', 'serviceaccounts', 'services'], verbs: ALL },
    { apiGroups: ['apps'], resources: ['deployments'], verbs: ALL },
    { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes'], verbs: ALL },
    { apiGroups: ['kagent.dev'], resources: KINDS, verbs: ALL },
    {
      apiGroups: ['kagent.dev'],
      resources: KINDS.map((kind) => `${kind}/status`),
      verbs: ['get', 'patch', 'update'],
    },
    { apiGroups: ['kagent.dev'], resources: KINDS.map((kind) => `${kind}/finalizers`), verbs: ['update'] },
    // The harness reconciler writes its events to the newer group, which upstream's rules leave out.
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
  ];
}

/** What electing a leader needs, in the controller's own namespace. source: facts/kagent.md §2, RBAC */
export function leaseRules(): PolicyRule[] {
  return [
    // A right to create cannot be bound to a name.
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    {
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      resourceNames: ['0e9f6799.kagent.dev'],
      verbs: ['get', 'update'],
    },
  ];
}

/** What upstream's chart lets the controller read. source: facts/kagent.md §2, RBAC */
export function upstreamGetterRules(): PolicyRule[] {
  return [
    { apiGroups: ['kagent.dev'], resources: UPSTREAM_KINDS, verbs: READ },
    { apiGroups: ['kagent.dev'], resources: UPSTREAM_KINDS.map((kind) => `${kind}/finalizers`), verbs: ['update'] },
    {
      apiGroups: ['kagent.dev'],
      resources: UPSTREAM_KINDS.map((kind) => `${kind}/status`),
      verbs: ['get', 'patch', 'update'],
    },
    ...['', 'apps', 'batch', 'rbac.authorization.k8s.io', GATEWAY_API].map((group) => everything(group, READ)),
    { apiGroups: ['ate.dev'], resources: ['workerpools', 'actortemplates'], verbs: READ },
    { apiGroups: ['ate.dev'], resources: ['actortemplates/status'], verbs: ['get'] },
    { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes'], verbs: READ },
  ];
}

/** What upstream's chart lets the controller write: everything in four groups, subresources included. */
export function upstreamWriterRules(): PolicyRule[] {
  return [
    { apiGroups: ['kagent.dev'], resources: UPSTREAM_KINDS, verbs: WRITE },
    { apiGroups: ['kagent.dev'], resources: UPSTREAM_KINDS.map((kind) => `${kind}/finalizers`), verbs: ['update'] },
    ...['', 'apps', 'batch', GATEWAY_API].map((group) => everything(group, WRITE)),
    { apiGroups: ['agents.x-k8s.io'], resources: ['sandboxes'], verbs: WRITE },
    { apiGroups: ['ate.dev'], resources: ['actortemplates'], verbs: WRITE },
  ];
}

function everything(apiGroup: string, verbs: readonly string[]): PolicyRule {
  return { apiGroups: [apiGroup], resources: ['*'], verbs };
}
