import type { Container, Volume } from '../../../api';
import { resolveImageLeaf } from '../../../images/resolve';
import { constant } from '../../../plan/constant';
import { type Deep, type Leaf, mapLeaf } from '../../../plan/leaf';
import { platformOf } from '../place';
import { relayName } from './config-maps';
import { portsOf, type SupervisedPoolProps } from './policy-of';
import { RELAY_FILE, RELAY_FOLDER, RELAY_HEALTH, RELAY_IMAGE, RELAY_USER } from './relay';

/** Publishes the ports of the command's network namespace. */
export const RELAY_CONTAINER = 'relay';

const RESOURCES = constant({
  requests: { cpu: '10m', memory: '32Mi' },
  limits: { cpu: '100m', memory: '64Mi' },
});

const SECURITY = constant({
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsGroup: RELAY_USER,
  runAsNonRoot: true,
  runAsUser: RELAY_USER,
});

/** The relay’s image as it is named, by the user or by the library. */
export function relayImageOf(props: SupervisedPoolProps): Leaf<string> | undefined {
  return portsOf(props).length === 0 ? undefined : (props.relay?.image ?? RELAY_IMAGE);
}

/** The relay, without which nobody outside the command's network namespace reaches its ports. */
export function relayContainers(props: SupervisedPoolProps): Deep<Container>[] {
  const image = relayImageOf(props);
  if (image === undefined) return [];
  const { reference, locked } = resolveImageLeaf(image, platformOf(props).images);
  const probe = (path: string) => ({
    httpGet: { path, port: 'health', scheme: 'HTTP' },
    periodSeconds: 5,
    timeoutSeconds: 2,
    successThreshold: 1,
    failureThreshold: 3,
  });
  return [
    {
      name: RELAY_CONTAINER,
      image: reference,
      imagePullPolicy: mapLeaf(locked, (known) => (known ? 'IfNotPresent' : 'Always')),
      // In the foreground and without a master process, which would have nothing to do.
      command: ['haproxy', '-db', '-f', `${RELAY_FOLDER}/${RELAY_FILE}`],
      ports: [
        ...portsOf(props).map((port) => ({ name: `port-${port}`, containerPort: port, protocol: 'TCP' })),
        { name: 'health', containerPort: RELAY_HEALTH.port, protocol: 'TCP' },
      ],
      resources: props.relay?.resources ?? RESOURCES,
      // Ready is a sandbox whose command listens: a claim is then answered at once.
      readinessProbe: { ...probe(RELAY_HEALTH.path), periodSeconds: 1, failureThreshold: 1 },
      livenessProbe: probe(RELAY_HEALTH.alive),
      securityContext: SECURITY,
      volumeMounts: [{ name: 'relay', mountPath: RELAY_FOLDER, readOnly: true }],
    },
  ];
}

export function relayVolumes(props: SupervisedPoolProps): Deep<Volume>[] {
  const name = relayName(props);
  return name === undefined ? [] : [{ name: 'relay', configMap: { name, defaultMode: 0o444 } }];
}
