import { resolveImageLeaf } from '../../images/resolve';
import { contentHash } from '../../plan/canonical-json';
import { mapLeaf } from '../../plan/leaf';
import type { Resource } from '../../plan/resource';
import { LOCKED_CONTAINER } from '../locked-container';
import { otlpEnvironment } from '../observability/environment';
import { DEFAULT_SIGNALS } from '../observability/exports';
import { accessKeys } from './access';
import { isScraped } from './addons/is-scraped';
import { configData } from './config';
import { crdKeys, probedKinds } from './crds';
import { databaseEnvironment, databaseIdentity, databaseKeys, databaseMount } from './database';
import { fenceKeys } from './fence';
import { authEnvironment } from './front-door';
import { gatewayAnnotations, gatewayEnvironment, gatewayMounts } from './gateway';
import { commonLabels, controlPlaneMember } from './member';
import { PORT, partSelector } from './names';
import { placementOf, restrictedPod } from './pods';
import { METRICS_LABEL } from './services';
import type { Settings } from './settings';
import { tlsProxyAnnotations, tlsProxyContainers, tlsProxyKeys, tlsProxyVolumes } from './tls-proxy';

/** The uid of the image's own user, distroless `nonroot`. source: facts/kagent.md §2, Controller */
const NONROOT = 65532;

const DEFAULT_RESOURCES = {
  requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '2', memory: '512Mi', 'ephemeral-storage': '512Mi' },
};

/** The controller. */
export function controllerMember(settings: Settings): Resource {
  const { names, prefix, replicas, props } = settings;
  const selector = partSelector(prefix, 'controller');
  return controlPlaneMember(settings, {
    key: 'controller',
    phase: 'controller',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: names.controller,
    component: 'controller',
    labels: selector,
    dependsOn: [
      // Kinds that are missing at its start are not watched, rights that are missing leave it deaf. source: fault F-LIF-09; facts/verified.md §11
      ...crdKeys(settings),
      ...accessKeys(settings),
      ...fenceKeys(settings),
      'config',
      'service',
      ...tlsProxyKeys(settings),
      ...databaseKeys(settings),
    ],
    readiness: [{ condition: 'Available' }],
    createOnly: [['spec', 'selector']],
    // One gateway has one provider record and one route, which a second kagent would write over. source: facts/kagent.md §0.4
    occupies: props.gateway ? [`driver of OpenShell gateway ${props.gateway.namespace}/${props.gateway.name}`] : [],
    restartOn: [...crdKeys(settings).filter((key) => key === 'crd-mcpservers'), 'config', ...tlsProxyKeys(settings)],
    body: {
      spec: {
        replicas,
        revisionHistoryLimit: 3,
        // It elects no leader when it is alone, so that the old one has to be gone first.
        strategy:
          replicas > 1
            ? { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }
            : { type: 'Recreate' },
        selector: { matchLabels: selector },
        template: {
          metadata: {
            labels: {
              ...props.controller?.podLabels,
              ...commonLabels('controller'),
              ...(isScraped(settings) && METRICS_LABEL),
              ...selector,
            },
            annotations: podAnnotations(settings),
          },
          spec: podSpec(settings),
        },
      },
    },
  });
}

/** What is read once, at the start: a change of any of it makes new pods. */
function podAnnotations(settings: Settings) {
  return {
    ...settings.props.controller?.podAnnotations,
    'kagent-fleet.dev/config-checksum': contentHash(configData(settings)),
    'kagent-fleet.dev/database-checksum': contentHash(databaseIdentity(settings)),
    'kagent-fleet.dev/probed-kinds': probedKinds(settings).join(' '),
    ...gatewayAnnotations(settings),
    ...tlsProxyAnnotations(settings),
  };
}

function podSpec(settings: Settings) {
  const { names, prefix, replicas } = settings;
  const mounts = [...databaseMount(settings), ...gatewayMounts(settings)];
  const sidecars = tlsProxyContainers(settings);
  const volumes = [...mounts.map(({ volume }) => volume), ...tlsProxyVolumes(settings)];
  return {
    serviceAccountName: names.controller,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    // It takes about half a minute to end. source: facts/verified.md §1
    terminationGracePeriodSeconds: 60,
    securityContext: restrictedPod(NONROOT),
    ...placementOf(settings, partSelector(prefix, 'controller'), replicas),
    ...(sidecars.length > 0 && { initContainers: sidecars }),
    containers: [
      container(
        settings,
        mounts.map(({ mount }) => mount),
      ),
    ],
    ...(volumes.length > 0 && { volumes }),
  };
}

function container(settings: Settings, volumeMounts: readonly object[]) {
  const { props, platform, release, names } = settings;
  const { image, resources, extraArgs = [] } = props.controller ?? {};
  const health = { httpGet: { path: '/health', port: 'http' }, timeoutSeconds: 5 };
  return {
    name: 'controller',
    image: resolveImageLeaf(image ?? release.kagent.images.controller, platform.images).reference,
    imagePullPolicy: 'IfNotPresent',
    ...(extraArgs.length > 0 && { args: extraArgs }),
    envFrom: [{ configMapRef: { name: names.controller } }],
    env: environment(settings),
    ports: [
      { name: 'http', containerPort: PORT.controller, protocol: 'TCP' },
      ...(isScraped(settings) ? [{ name: 'metrics', containerPort: PORT.metrics, protocol: 'TCP' }] : []),
    ],
    // Migrations, two minutes for the database and ten seconds for the gateway come before the port opens; upstream's
    // 45 seconds would end it in between. source: facts/kagent.md §2, Controller
    startupProbe: { ...health, periodSeconds: 5, failureThreshold: 60 },
    livenessProbe: { ...health, periodSeconds: 20, failureThreshold: 6 },
    readinessProbe: { ...health, periodSeconds: 10, failureThreshold: 3 },
    resources: resources ?? DEFAULT_RESOURCES,
    securityContext: LOCKED_CONTAINER,
    ...(volumeMounts.length > 0 && { volumeMounts }),
  };
}

function environment(settings: Settings) {
  const own = [
    fromField('KAGENT_NAMESPACE', 'metadata.namespace'),
    fromField('K8S_POD_NAME', 'metadata.name'),
    fromField('K8S_NODE_NAME', 'spec.nodeName'),
    ...authEnvironment(settings),
    ...databaseEnvironment(settings),
    ...gatewayEnvironment(settings),
    ...metricsEnvironment(settings),
    ...telemetryEnvironment(settings),
  ];
  const { extraEnv } = settings.props.controller ?? {};
  return extraEnv === undefined ? own : mapLeaf(extraEnv, (extra) => [...own, ...extra]);
}

// In plain text: to ask the API server who scrapes, it would need a right in the whole cluster; the fence asks instead.
function metricsEnvironment(settings: Settings) {
  if (!isScraped(settings)) return [];
  return [
    { name: 'METRICS_BIND_ADDRESS', value: `:${PORT.metrics}` },
    { name: 'METRICS_SECURE', value: 'false' },
  ];
}

/** These reach every agent's pod, which is made anew when they change. source: facts/kagent.md §10.15 */
function telemetryEnvironment({ props }: Settings) {
  const otlp = props.observability?.otlp;
  const signals = otlp === undefined ? [] : (otlp.signals ?? DEFAULT_SIGNALS);
  return [
    { name: 'OTEL_TRACING_ENABLED', value: String(signals.includes('traces')) },
    { name: 'OTEL_LOGGING_ENABLED', value: String(signals.includes('logs')) },
    ...otlpEnvironment(otlp, ['insecure', 'protocol', 'exporters']),
  ];
}

function fromField(name: string, fieldPath: string) {
  return { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } };
}
