import { resolveImageLeaf } from '../../images/resolve';
import { mapLeaf } from '../../plan/leaf';
import { LOCKED_CONTAINER } from '../locked-container';
import { otlpEnvironment } from '../observability/environment';
import { controllerArgs } from './flags';
import { CONTROLLER, PORT, SELECTOR } from './names';
import type { Settings } from './settings';
import { mountsOf } from './volumes';

/** The uid of the image's own user, distroless `nonroot`. source: facts/agent-sandbox.md §3, §7.6 */
const NONROOT = 65532;

const DEFAULT_RESOURCES = {
  requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '2', memory: '2Gi', 'ephemeral-storage': '512Mi' },
};

/** The controller's pod, as Pod Security `restricted` wants it. */
export function podSpec(settings: Settings) {
  const { props } = settings;
  const { volumes, fsGroup } = mountsOf(settings);
  return {
    serviceAccountName: settings.serviceAccount,
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    priorityClassName: settings.priorityClassName,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: NONROOT,
      runAsGroup: NONROOT,
      ...(fsGroup && { fsGroup: NONROOT }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(props.imagePullSecrets && { imagePullSecrets: props.imagePullSecrets }),
    nodeSelector: props.nodeSelector ?? { 'kubernetes.io/os': 'linux' },
    ...(props.tolerations && { tolerations: props.tolerations }),
    ...(props.affinity && { affinity: props.affinity }),
    topologySpreadConstraints: props.topologySpreadConstraints ?? [
      spreadOver('kubernetes.io/hostname'),
      spreadOver('topology.kubernetes.io/zone'),
    ],
    containers: [container(settings)],
    ...(volumes.length > 0 && { volumes }),
  };
}

// Counted per revision, so that the pods of the old one do not crowd out those of the new one.
function spreadOver(topologyKey: string) {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: SELECTOR },
    matchLabelKeys: ['pod-template-hash'],
  };
}

function container(settings: Settings) {
  const { props, platform, release, certificate } = settings;
  const { volumeMounts } = mountsOf(settings);
  return {
    name: CONTROLLER,
    image: resolveImageLeaf(props.image ?? release.images.controller, platform.images).reference,
    imagePullPolicy: 'IfNotPresent',
    args: controllerArgs(settings),
    ...environment(settings),
    ports: [
      { name: 'metrics', containerPort: PORT.metrics, protocol: 'TCP' },
      { name: 'healthz', containerPort: PORT.health, protocol: 'TCP' },
      ...(certificate ? [{ name: 'webhook', containerPort: PORT.webhook, protocol: 'TCP' }] : []),
    ],
    // Two minutes to start: the webhook's certificate and the CRDs come before the port opens.
    startupProbe: probe('/healthz', { periodSeconds: 2, failureThreshold: 60 }),
    livenessProbe: probe('/healthz', { periodSeconds: 20, failureThreshold: 3 }),
    readinessProbe: probe('/readyz', { periodSeconds: 10, failureThreshold: 3 }),
    resources: props.resources ?? DEFAULT_RESOURCES,
    securityContext: LOCKED_CONTAINER,
    ...(volumeMounts.length > 0 && { volumeMounts }),
  };
}

function probe(path: string, timing: { periodSeconds: number; failureThreshold: number }) {
  return { httpGet: { path, port: 'healthz' }, timeoutSeconds: 5, ...timing };
}

function environment({ props: { observability, extraEnv } }: Settings) {
  // The exporter is built without options, so that the SDK's variables decide. source: agent-sandbox internal/metrics/tracing.go
  const own = otlpEnvironment(observability?.otlp, ['insecure']);
  if (extraEnv !== undefined) return { env: mapLeaf(extraEnv, (extra) => [...own, ...extra]) };
  return own.length > 0 ? { env: own } : {};
}
