import type { PolicyRule } from '../../../api';
import { type Grant, grantsIn } from '../grant';
import { PART } from '../names';
import type { Settings } from '../settings';
import type { ToolsAddon } from './props';

const READ = ['get', 'list', 'watch'] as const;

/** What the tools server may do, in the watched namespaces or in those that the props name. source: fault F-TEN-02 */
export function toolsGrants(settings: Settings, { access = 'read-only' }: ToolsAddon): Grant[] {
  const { names, watches } = settings;
  const namespaces = typeof access === 'object' ? (access.namespaces ?? watches) : watches;
  return grantsIn(settings, namespaces, {
    key: `${PART.tools}-role`,
    name: names.tools,
    rules: rulesOf(access, namespaces === 'all'),
    serviceAccount: { key: `${PART.tools}-service-account`, name: names.tools },
    component: PART.tools,
  });
}

/** Whether nothing can be written, so that tools that write need not be served. */
export function isReadOnly({ access = 'read-only', tokenPassthrough }: ToolsAddon): boolean {
  if (access === 'read-only') return !tokenPassthrough;
  if (access === 'upstream' || tokenPassthrough) return false;
  return access.rules.every(({ verbs }) => verbs.every((verb) => (READ as readonly string[]).includes(verb)));
}

function rulesOf(access: NonNullable<ToolsAddon['access']>, clusterWide: boolean): readonly PolicyRule[] {
  if (access === 'read-only') return readOnlyRules(clusterWide);
  if (access === 'upstream') return upstreamRules(clusterWide);
  return access.rules;
}

// Upstream's `rbac.readOnly`, in which Secrets are not. source: kagent-dev/tools, helm/kagent-tools/templates/clusterrole.yaml
function readOnlyRules(clusterWide: boolean): PolicyRule[] {
  return [
    {
      apiGroups: [''],
      resources: [
        'configmaps',
        'endpoints',
        'events',
        'persistentvolumeclaims',
        'pods',
        'replicationcontrollers',
        'serviceaccounts',
        'services',
      ],
      verbs: READ,
    },
    { apiGroups: [''], resources: ['pods/log'], verbs: ['get', 'list'] },
    // In a Role this is the namespace itself, which can be read but not listed.
    { apiGroups: [''], resources: ['namespaces'], verbs: clusterWide ? READ : ['get'] },
    { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: READ },
    { apiGroups: ['apps'], resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], verbs: READ },
    { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: READ },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs: READ },
    { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: READ },
  ];
}

function upstreamRules(clusterWide: boolean): PolicyRule[] {
  return [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    ...(clusterWide ? [{ nonResourceURLs: ['*'], verbs: ['*'] }] : []),
  ];
}
