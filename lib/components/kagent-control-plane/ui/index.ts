import { resolveImageLeaf } from '../../../images/resolve';
import { contentHash } from '../../../plan/canonical-json';
import { mapLeaf } from '../../../plan/leaf';
import type { Resource } from '../../../plan/resource';
import { LOCKED_CONTAINER } from '../../locked-container';
import { serviceUrl } from '../addresses';
import { policyKeys } from '../fence/keys';
import { commonLabels, controlPlaneMember } from '../member';
import { PART, PORT, partSelector } from '../names';
import { placementOf, restrictedPod } from '../pods';
import type { UiSettings } from '../props';
import type { Settings } from '../settings';
import { uiFiles } from './files';
import { streamSeconds } from './timeout';

/** The uid of the image's own user. source: facts/kagent.md §2, UI */
const NEXTJS = 1001;

const DEFAULT_RESOURCES = {
  requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '512Mi' },
};

const MOUNTED: readonly { readonly file: string; readonly at: string }[] = [
  { file: 'nginx.conf', at: '/etc/nginx/nginx.conf' },
  { file: 'supervisord.conf', at: '/etc/supervisor/conf.d/supervisord.conf' },
];

/** The web UI, unless it is left out. */
export function uiMembers(settings: Settings): Resource[] {
  const { ui } = settings.props;
  if (ui === false) return [];
  const { names, prefix } = settings;
  const selector = partSelector(prefix, PART.ui);
  const common = { name: names.ui, component: PART.ui } as const;
  return [
    controlPlaneMember(settings, {
      ...common,
      key: 'ui-service-account',
      phase: 'identity',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      body: { automountServiceAccountToken: false },
    }),
    controlPlaneMember(settings, {
      ...common,
      key: 'ui-config',
      phase: 'config',
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: configName(settings),
      body: { data: uiFiles(settings) },
    }),
    controlPlaneMember(settings, {
      ...common,
      key: 'ui-service',
      phase: 'config',
      apiVersion: 'v1',
      kind: 'Service',
      body: {
        spec: {
          type: 'ClusterIP',
          selector,
          ports: [{ name: 'http', port: PORT.ui, targetPort: 'http', protocol: 'TCP' }],
        },
      },
    }),
    deployment(settings, ui ?? {}),
  ];
}

function deployment(settings: Settings, ui: UiSettings): Resource {
  const { names, prefix } = settings;
  const { replicas = 1 } = ui;
  const selector = partSelector(prefix, PART.ui);
  return controlPlaneMember(settings, {
    key: 'ui',
    phase: 'controller',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: names.ui,
    component: 'ui',
    // nginx looks the controller's Service up when it starts.
    dependsOn: ['ui-service-account', 'ui-config', 'service', ...policyKeys(settings, PART.ui)],
    readiness: [{ condition: 'Available' }],
    createOnly: [['spec', 'selector']],
    restartOn: ['ui-config'],
    body: {
      spec: {
        replicas,
        revisionHistoryLimit: 3,
        selector: { matchLabels: selector },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: {
            labels: { ...commonLabels(PART.ui), ...selector },
            annotations: { 'kagent-fleet.dev/config-checksum': contentHash(uiFiles(settings)) },
          },
          spec: {
            serviceAccountName: names.ui,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: restrictedPod(NEXTJS),
            ...placementOf(settings, selector, replicas),
            containers: [container(settings, ui)],
            volumes: [
              { name: 'config', configMap: { name: configName(settings), defaultMode: 0o444 } },
              { name: 'nextjs-cache', emptyDir: { sizeLimit: '100Mi' } },
              { name: 'tmp', emptyDir: { sizeLimit: '50Mi' } },
            ],
          },
        },
      },
    },
  });
}

function container(settings: Settings, { image, resources, extraEnv }: UiSettings) {
  const { platform, release } = settings;
  const health = { httpGet: { path: '/health', port: 'http' }, timeoutSeconds: 5 };
  const own = environment(settings);
  return {
    name: 'ui',
    image: resolveImageLeaf(image ?? release.kagent.images.ui, platform.images).reference,
    imagePullPolicy: 'IfNotPresent',
    env: extraEnv === undefined ? own : mapLeaf(extraEnv, (extra) => [...own, ...extra]),
    ports: [{ name: 'http', containerPort: PORT.ui, protocol: 'TCP' }],
    startupProbe: { ...health, periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: { ...health, periodSeconds: 20, failureThreshold: 3 },
    readinessProbe: { ...health, periodSeconds: 10, failureThreshold: 3 },
    resources: resources ?? DEFAULT_RESOURCES,
    securityContext: LOCKED_CONTAINER,
    volumeMounts: [
      ...MOUNTED.map(({ file, at }) => ({ name: 'config', mountPath: at, subPath: file, readOnly: true })),
      { name: 'nextjs-cache', mountPath: '/app/ui/.next/cache' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/** source: facts/kagent.md §2, UI */
function environment(settings: Settings) {
  const { props } = settings;
  const { forwardedHeaders = [] } = props.ui || {};
  return [
    { name: 'NEXT_PUBLIC_BACKEND_URL', value: '/api' },
    { name: 'BACKEND_INTERNAL_URL', value: `${serviceUrl(settings)}/api` },
    { name: 'KAGENT_STREAM_TIMEOUT_MS', value: String(streamSeconds(props) * 1000) },
    ...(props.frontDoor.oauth2Proxy ? [{ name: 'SSO_REDIRECT_PATH', value: '/oauth2/start' }] : []),
    ...(forwardedHeaders.length > 0
      ? [{ name: 'KAGENT_ADDITIONAL_FORWARDED_HEADERS', value: forwardedHeaders.join(',') }]
      : []),
  ];
}

function configName({ prefix }: Settings): string {
  return `${prefix}-ui-config`;
}
