import type { ReviewedChart } from './compare';

const POD = 'spec/template/spec';
const CONTROLLER = 'Deployment kagent-controller';
const ENV = `${POD}/containers/controller/env`;
const KMCP = 'Deployment kagent-kmcp-controller-manager';
const GRAFANA = 'Deployment kagent-grafana-mcp';
const GRAFANA_CONTAINER = `${POD}/containers/grafana-mcp`;
const TOOLS_ENV = `${POD}/containers/tools/env`;
const UI_FILES = 'ConfigMap kagent-ui-config';
const NGINX = 'data/nginx.conf';
const LEASE = 'Role kagent-kmcp-leader-election-role';

const DELIVERED_AGENT = ['not needed', 'an agent is the user’s to write, with Agent'] as const;
const METRICS_REVIEW = [
  'hardened',
  'a review of tokens in the whole cluster; the NetworkPolicy says who may scrape',
] as const;

/** What kagent-fleet makes of the chart of kagent 0.9.12 with kmcp, tools, querydoc and grafana-mcp. */
export const KAGENT_0_9_12: ReviewedChart = {
  rendering: 'b9858c92ced1c46a',
  twins: {
    'ClusterRole kagent-getter-role': 'ClusterRole kagent-kagent-getter',
    'ClusterRole kagent-kmcp-manager-role': 'ClusterRole kagent-kagent-kmcp-controller-manager',
    'ClusterRole kagent-tools-cluster-admin-role': 'ClusterRole kagent-kagent-tools',
    'ClusterRole kagent-writer-role': 'ClusterRole kagent-kagent-writer',
    'ClusterRoleBinding kagent-getter-rolebinding': 'ClusterRoleBinding kagent-kagent-getter',
    'ClusterRoleBinding kagent-kmcp-manager-rolebinding': 'ClusterRoleBinding kagent-kagent-kmcp-controller-manager',
    'ClusterRoleBinding kagent-tools-cluster-admin-rolebinding': 'ClusterRoleBinding kagent-kagent-tools',
    'ClusterRoleBinding kagent-writer-rolebinding': 'ClusterRoleBinding kagent-kagent-writer',
    [LEASE]: 'Role kagent-kmcp-controller-manager-leader-election',
    'RoleBinding kagent-kmcp-leader-election-rolebinding': 'RoleBinding kagent-kmcp-controller-manager-leader-election',
    'Service kagent-kmcp-controller-manager-metrics-service': 'Service kagent-kmcp-controller-manager',
    'Service kagent-tools-metrics': 'Service kagent-tools',
  },
  absent: {
    'Agent argo-rollouts-conversion-agent': DELIVERED_AGENT,
    'Agent cilium-debug-agent': DELIVERED_AGENT,
    'Agent cilium-manager-agent': DELIVERED_AGENT,
    'Agent cilium-policy-agent': DELIVERED_AGENT,
    'Agent helm-agent': DELIVERED_AGENT,
    'Agent istio-agent': DELIVERED_AGENT,
    'Agent k8s-agent': DELIVERED_AGENT,
    'Agent kgateway-agent': DELIVERED_AGENT,
    'Agent observability-agent': DELIVERED_AGENT,
    'Agent promql-agent': DELIVERED_AGENT,
    'ClusterRole kagent-kmcp-metrics-auth-role': METRICS_REVIEW,
    'ClusterRole kagent-kmcp-metrics-reader': METRICS_REVIEW,
    'ClusterRoleBinding kagent-kmcp-metrics-auth-rolebinding': METRICS_REVIEW,
    'ConfigMap kagent-grafana-mcp': ['moved', 'into env of the Deployment, which then rolls with it'],
    'ConfigMap kagent-querydoc': ['moved', 'into env of the Deployment, which then rolls with it'],
    'Secret kagent-grafana-mcp': ['by reference', 'addons.grafanaMcp.token'],
    'Secret kagent-postgresql': [
      'by reference',
      'database.embedded.password; upstream’s is the word kagent (F-SCR-05)',
    ],
  },
  parts: {
    'containers/manager': 'containers/kmcp',
    'location /health': 'location = /health',
    // A path without a location of its own goes where `/` goes.
    'location /a2a/': 'location /',
  },
  differences: [
    ['*', 'metadata/labels/helm.sh/chart', 'renamed', 'Helm’s labels; ours name the component and who manages it'],
    [
      '*',
      'metadata/labels/app.kubernetes.io/*',
      'renamed',
      'Helm’s labels; ours name the component and who manages it',
    ],
    ['*', 'metadata/labels/control-plane', 'not needed', 'a scaffold’s label for its ServiceMonitor'],
    [
      'Service kagent-querydoc',
      'metadata/labels/kagent.dev/mcp-service',
      'moved',
      'agents find it by its RemoteMCPServer',
    ],
    ['Deployment *', 'spec/template/metadata/labels/**', 'renamed', 'as the selectors'],
    ['Deployment *', 'spec/selector/matchLabels/**', 'renamed', 'name, instance and component tell all parts apart'],
    ['Service *', 'spec/selector/**', 'renamed', 'as the Deployments’ selectors'],
    ['Deployment *', 'spec/template/metadata/annotations/checksum/*', 'renamed', 'kagent-fleet.dev/…-checksum'],
    [
      'Deployment *',
      `${POD}/containers/*/image`,
      'hardened',
      'with its digest, and from ghcr.io (facts/kagent.md §0.3)',
    ],
    [
      'Deployment *',
      `${POD}/containers/*/*/initialDelaySeconds`,
      'not needed',
      'a startup probe holds the others back',
    ],
    ['Deployment *', `${POD}/containers/*/startupProbe/periodSeconds`, 'other default', 'ready as soon as it is up'],
    ['Deployment *', `${POD}/containers/*/*/timeoutSeconds`, 'other default', 'one time-out for all parts'],
    ['Deployment *', `${POD}/containers/*/readinessProbe/periodSeconds`, 'other default', 'out of the Service sooner'],
    ['ClusterRoleBinding *', 'roleRef/name', 'renamed', 'with the namespace: control planes are many in a cluster'],
    ['Service *', 'spec/ports/*/targetPort', 'renamed', 'the same port by its name'],

    [CONTROLLER, `${ENV}/AUTH_MODE/value`, 'hardened', 'a front door has to be chosen (F-TEN-01)'],
    [
      CONTROLLER,
      `${ENV}/POSTGRES_PASSWORD/**`,
      'moved',
      'PGPASSWORD, which the log of settings does not show (F-SCR-03)',
    ],
    [CONTROLLER, `${ENV}/POSTGRES_DATABASE_URL/value`, 'hardened', 'without the password (F-SCR-03)'],
    [
      'Deployment kagent-postgresql',
      `${POD}/containers/postgresql/*/successThreshold`,
      'not needed',
      'the API’s default',
    ],
    ...settings('IMAGE_REGISTRY', 'hardened', 'ghcr.io, whose images the lock has'),
    ...settings('SKILLS_INIT_IMAGE_REGISTRY', 'hardened', 'ghcr.io, whose images the lock has'),
    ...settings('SKILLS_INIT_IMAGE_TAG', 'hardened', 'with its digest'),
    ...settings('WATCH_NAMESPACES', 'not needed', 'empty is absent'),
    ...settings('MCP_EGRESS_PLAINTEXT', 'not needed', 'the default'),
    ['ConfigMap kagent-controller', 'data/OTEL_*', 'moved', 'into env of the Deployment'],

    [
      KMCP,
      'spec/template/metadata/annotations/kubectl.kubernetes.io/default-container',
      'not needed',
      'it has one container',
    ],
    [KMCP, `${POD}/terminationGracePeriodSeconds`, 'other default', 'the API’s 30 seconds'],
    ['ServiceAccount kagent-kmcp-controller-manager', 'automountServiceAccountToken', 'moved', 'its pod says so'],
    [
      'ClusterRole kagent-kmcp-manager-role',
      'rules/* mcpservers.kagent.dev',
      'hardened',
      'it never makes, changes or deletes one',
    ],
    [LEASE, 'rules/* configmaps', 'hardened', 'it elects by Lease'],
    [LEASE, 'rules/* leases.coordination.k8s.io', 'hardened', 'all but create is bound to its one Lease'],
    ['RoleBinding kagent-kmcp-leader-election-rolebinding', 'roleRef/name', 'renamed', 'as its Role'],

    [GRAFANA, `${GRAFANA_CONTAINER}/imagePullPolicy`, 'hardened', 'an image by digest does not change'],
    [GRAFANA, `${GRAFANA_CONTAINER}/securityContext/runAsGroup`, 'other default', 'the group of the image’s own user'],
    [
      GRAFANA,
      `${GRAFANA_CONTAINER}/env/GRAFANA_URL/value`,
      'other default',
      'with its scheme, without /api, which is added',
    ],
    [GRAFANA, `${GRAFANA_CONTAINER}/env/*/secretRef/name`, 'by reference', 'the one key that it reads'],
    ['Service kagent-querydoc', 'spec/ports/8080/appProtocol', 'moved', 'agents find it by its RemoteMCPServer'],
    ['RemoteMCPServer *', 'spec/description', 'other default', 'our own words'],
    [
      'Deployment kagent-tools',
      `${TOOLS_ENV}/OPENAI_API_KEY/**`,
      'not needed',
      'of tools that ask a model, which agents do themselves',
    ],
    [
      'Deployment kagent-tools',
      `${TOOLS_ENV}/OTEL_EXPORTER_*/value`,
      'moved',
      'observability.otlp; upstream’s is a workstation’s address',
    ],

    [
      'Deployment kagent-ui',
      `${POD}/containers/ui/env/SSO_REDIRECT_PATH/value`,
      'not needed',
      'set with frontDoor.oauth2Proxy',
    ],
    ['ConfigMap kagent-builtin-prompts', 'data/*', 'other default', 'our own words under upstream’s names'],
    [UI_FILES, 'data/supervisord.conf', 'hardened', 'Next.js listens on loopback alone'],
    [UI_FILES, `${NGINX}/server/server_name`, 'not needed', 'there is one server'],
    [UI_FILES, `${NGINX}/**/proxy_pass`, 'moved', 'the same path, passed on as it came'],
    [UI_FILES, `${NGINX}/**/proxy_cache_bypass`, 'not needed', 'there is no cache'],
    [
      UI_FILES,
      `${NGINX}/**/proxy_set_header Connection`,
      'moved',
      'upgrade when the request asks for one, else kept alive',
    ],
    [
      UI_FILES,
      `${NGINX}/**/proxy_set_header X-Forwarded-Proto`,
      'other default',
      'a proxy in front may have ended TLS',
    ],
    [UI_FILES, `${NGINX}/**/proxy_set_header Origin`, 'other default', 'a proxy in front may have ended TLS'],
    [UI_FILES, `${NGINX}/**/proxy_set_header X-Forwarded-Host`, 'other default', 'upstream’s is the word localhost'],
    [UI_FILES, `${NGINX}/**/proxy_set_header X-Real-IP`, 'not needed', 'the controller does not read it'],
    [UI_FILES, `${NGINX}/location /health/*`, 'other default', 'our own words'],
  ],
};

/** A setting of the controller: a key of its ConfigMap, and the variable that comes of it. */
function settings(name: string, reason: 'hardened' | 'not needed', why: string) {
  return [
    ['ConfigMap kagent-controller', `data/${name}`, reason, why],
    [CONTROLLER, `${ENV}/${name}/value`, reason, why],
  ] as const;
}
