import { resolveImageLeaf } from '../../images/resolve';
import { LOCKED_CONTAINER } from '../locked-container';
import { STATUS_PORT } from './names';
import { argumentsOf, filesOf } from './program';
import type { SyncSettings } from './settings';

/** The unprivileged user that images with Node come with. */
const USER = 1000;

const DEFAULT_RESOURCES = {
  requests: { cpu: '20m', memory: '96Mi' },
  limits: { cpu: '500m', memory: '256Mi' },
};

/** The program's pod, as Pod Security `restricted` wants it. It has no token: all it reads is mounted. */
export function podSpec(settings: SyncSettings, stateName: string) {
  const { name, program, mode } = settings;
  const files = filesOf(settings, stateName);
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: mode === 'watch' ? 'Always' : 'Never',
    terminationGracePeriodSeconds: 30,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(program.imagePullSecrets && { imagePullSecrets: program.imagePullSecrets }),
    nodeSelector: program.nodeSelector ?? { 'kubernetes.io/os': 'linux' },
    ...(program.tolerations && { tolerations: program.tolerations }),
    containers: [
      {
        name: 'sync',
        image: resolveImageLeaf(program.image, settings.gateway.platform.images).reference,
        imagePullPolicy: 'IfNotPresent',
        command: ['kagent-fleet'],
        args: argumentsOf(settings),
        ...(mode === 'watch' ? WATCHING : {}),
        // The log's end says which rows are not in force; `kubectl describe` shows it.
        terminationMessagePolicy: 'FallbackToLogsOnError',
        resources: program.resources ?? DEFAULT_RESOURCES,
        securityContext: LOCKED_CONTAINER,
        volumeMounts: files.map(({ mount }) => mount),
      },
    ],
    volumes: files.map(({ volume }) => volume),
  };
}

// A run that ends has no use for probes: its deadline is the Job's.
const WATCHING = {
  ports: [{ name: 'metrics', containerPort: STATUS_PORT, protocol: 'TCP' }],
  startupProbe: probe('/healthz', 2, 30),
  livenessProbe: probe('/healthz', 10, 3),
  // Ready is: a round has reached the gateway of late.
  readinessProbe: probe('/readyz', 5, 3),
};

function probe(path: string, periodSeconds: number, failureThreshold: number) {
  return { httpGet: { path, port: 'metrics' }, timeoutSeconds: 2, periodSeconds, failureThreshold };
}
