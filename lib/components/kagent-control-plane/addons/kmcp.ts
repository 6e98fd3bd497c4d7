import type { PolicyRule } from '../../../api';
import type { Resource } from '../../../plan/resource';
import { crdKeys } from '../crds';
import { bindingKey, type Grant, grantMembers, grantsIn } from '../grant';
import { PART, PORT } from '../names';
import { httpProbes, partMembers } from '../part';
import type { Settings } from '../settings';
import { isScraped } from './is-scraped';
import type { KmcpAddon } from './props';

const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const LEASE = '90217b08.kagent.dev';

/** The uid of the image's own user, distroless `nonroot`. source: kmcp v0.3.0, Dockerfile */
const NONROOT = 65532;

/** kmcp, which makes Deployment, Service, ConfigMap and ServiceAccount of an MCPServer. */
export function kmcpMembers(settings: Settings, addon: KmcpAddon): Resource[] {
  const { names, release } = settings;
  const grants = grantsOf(settings);
  const scraped = isScraped(settings);
  return [
    ...partMembers(settings, {
      key: PART.kmcp,
      name: names.kmcp,
      image: addon.image ?? release.kmcp.images.controller,
      user: NONROOT,
      command: ['/manager'],
      args: [
        // Two run side by side while it is rolled.
        '--leader-elect',
        `--health-probe-bind-address=:${PORT.kmcpHealth}`,
        // Checking who scrapes would need the right to review tokens of the whole cluster; the NetworkPolicy says who may.
        ...(scraped
          ? [`--metrics-bind-address=:${PORT.metrics}`, '--metrics-secure=false']
          : ['--metrics-bind-address=0']),
        ...(settings.watches === 'all' ? [] : [`--watch-namespaces=${settings.watches.join(',')}`]),
      ],
      env:
        addon.transportAdapterVersion === undefined
          ? []
          : [{ name: 'TRANSPORT_ADAPTER_VERSION', value: addon.transportAdapterVersion }],
      extraEnv: addon.extraEnv,
      ports: [
        { name: 'health', port: PORT.kmcpHealth, service: false },
        ...(scraped ? [{ name: 'metrics', port: PORT.metrics, service: true }] : []),
      ],
      probes: httpProbes('health', { live: '/healthz', ready: '/readyz' }),
      resources: addon.resources ?? {
        requests: { cpu: '10m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
        limits: { cpu: '500m', memory: '128Mi', 'ephemeral-storage': '512Mi' },
      },
      usesApi: true,
      // Without the kind it ends at its start.
      dependsOn: [...crdKeys(settings).filter((key) => key === 'crd-mcpservers'), ...grants.map(bindingKey)],
    }),
    ...grants.flatMap((grant) => grantMembers(settings, grant)),
  ];
}

function grantsOf(settings: Settings): Grant[] {
  const { names, watches, namespace } = settings;
  const common = {
    name: names.kmcp,
    serviceAccount: { key: `${PART.kmcp}-service-account`, name: names.kmcp },
    component: PART.kmcp,
  };
  return [
    ...grantsIn(settings, watches, { ...common, key: `${PART.kmcp}-role`, rules: SERVER_RULES }),
    {
      ...common,
      namespace,
      key: `${PART.kmcp}-leader-election-role`,
      name: `${names.kmcp}-leader-election`,
      rules: LEASE_RULES,
    },
  ];
}

// Upstream's own rules, without those to make and delete MCPServers, which it never does.
// source: kmcp v0.3.0, pkg/controller/mcpserver_controller.go
const SERVER_RULES: readonly PolicyRule[] = [
  { apiGroups: [''], resources: ['configmaps', 'serviceaccounts', 'services'], verbs: ALL },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ALL },
  { apiGroups: ['kagent.dev'], resources: ['mcpservers'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['kagent.dev'], resources: ['mcpservers/finalizers'], verbs: ['update'] },
  { apiGroups: ['kagent.dev'], resources: ['mcpservers/status'], verbs: ['get', 'patch', 'update'] },
];

// A right to create cannot be bound to a name.
const LEASE_RULES: readonly PolicyRule[] = [
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [LEASE], verbs: ['get', 'update'] },
  { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
];
