import { resolveImageLeaf } from '../../images/resolve';
import { mapLeaf } from '../../plan/leaf';
import { LOCKED_CONTAINER } from '../locked-container';
import { authEnv, authVolumes } from './auth';
import { configName } from './config/config-map';
import { DATA_FOLDER, DATA_VOLUME, DATABASE_FILE, PORT } from './names';
import type { Settings } from './settings';
import { tlsEnv, tlsVolumes } from './tls';

/** The uid of the image's own user. source: facts/openshell.md §2.3 */
const USER = 1000;

const CONFIG_FOLDER = '/etc/openshell';

const DEFAULT_RESOURCES = {
  requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
  limits: { cpu: '1', memory: '512Mi', 'ephemeral-storage': '512Mi' },
};

/** The gateway's pod, as Pod Security `restricted` wants it. */
export function podSpec(settings: Settings) {
  const { props } = settings;
  return {
    serviceAccountName: settings.name,
    // The driver talks to the API server.
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 5,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(props.imagePullSecrets && { imagePullSecrets: props.imagePullSecrets }),
    ...(props.priorityClassName !== undefined && { priorityClassName: props.priorityClassName }),
    nodeSelector: props.nodeSelector ?? { 'kubernetes.io/os': 'linux' },
    ...(props.tolerations && { tolerations: props.tolerations }),
    ...(props.affinity && { affinity: props.affinity }),
    ...(props.topologySpreadConstraints && { topologySpreadConstraints: props.topologySpreadConstraints }),
    containers: [container(settings)],
    volumes: [
      { name: 'gateway-config', configMap: { name: configName(settings.name), defaultMode: 0o444 } },
      // SQLite spills large sorts; the root is read-only.
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      ...tlsVolumes(settings).volumes,
      ...authVolumes(settings).volumes,
    ],
  };
}

function container(settings: Settings) {
  const { props, platform, gateway } = settings;
  const sqlite = props.storage?.postgres === undefined;
  return {
    name: 'openshell-gateway',
    image: resolveImageLeaf(props.image ?? gateway.images.gateway, platform.images).reference,
    imagePullPolicy: 'IfNotPresent',
    args: ['--config', `${CONFIG_FOLDER}/gateway.toml`, ...(sqlite ? ['--db-url', `sqlite:${DATABASE_FILE}`] : [])],
    ...environment(settings),
    ports: [
      { name: 'grpc', containerPort: PORT.grpc, protocol: 'TCP' },
      { name: 'health', containerPort: PORT.health, protocol: 'TCP' },
      { name: 'metrics', containerPort: PORT.metrics, protocol: 'TCP' },
    ],
    // A minute to start: migrations of the database come before the port opens.
    startupProbe: probe('/healthz', { periodSeconds: 2, failureThreshold: 30 }),
    livenessProbe: probe('/healthz', { periodSeconds: 10, failureThreshold: 3 }),
    readinessProbe: probe('/readyz', { periodSeconds: 5, failureThreshold: 3 }),
    resources: props.resources ?? DEFAULT_RESOURCES,
    securityContext: LOCKED_CONTAINER,
    volumeMounts: [
      { name: 'gateway-config', mountPath: CONFIG_FOLDER, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      ...(sqlite ? [{ name: DATA_VOLUME, mountPath: DATA_FOLDER }] : []),
      ...tlsVolumes(settings).mounts,
      ...authVolumes(settings).mounts,
    ],
  };
}

function probe(path: string, timing: { periodSeconds: number; failureThreshold: number }) {
  return { httpGet: { path, port: 'health' }, timeoutSeconds: 2, ...timing };
}

function environment(settings: Settings) {
  const { props, gateway } = settings;
  const headers = props.observability?.otlp?.headers;
  const own = [
    ...fromSecret('OPENSHELL_DB_URL', props.storage?.postgres?.url),
    ...(gateway.can.telemetry
      ? [{ name: 'OPENSHELL_TELEMETRY_ENABLED', value: String(props.telemetry ?? false) }]
      : []),
    // The endpoint is in gateway.toml, the rest of the exporter is the SDK's. source: crates/openshell-server/src/otel_tracing.rs at v0.0.111
    ...fromSecret('OTEL_EXPORTER_OTLP_HEADERS', headers),
    ...tlsEnv(settings),
    ...authEnv(settings),
  ];
  if (props.extraEnv !== undefined) return { env: mapLeaf(props.extraEnv, (extra) => [...own, ...extra]) };
  return own.length > 0 ? { env: own } : {};
}

function fromSecret(name: string, reference: { readonly name: string; readonly key: string } | undefined) {
  if (reference === undefined) return [];
  return [{ name, valueFrom: { secretKeyRef: { name: reference.name, key: reference.key } } }];
}
