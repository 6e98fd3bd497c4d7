import type { Container, EnvVar, Probe, ResourceRequirements, Volume, VolumeMount } from '../../api';
import { resolveImageLeaf } from '../../images/resolve';
import { type Deep, type Leaf, mapLeaf } from '../../plan/leaf';
import type { Resource } from '../../plan/resource';
import { LOCKED_CONTAINER } from '../locked-container';
import { policyKeys } from './fence/keys';
import { controlPlaneMember } from './member';
import { partSelector } from './names';
import { placementOf, restrictedPod } from './pods';
import type { Settings } from './settings';

/** A part of the control plane with one container. */
export interface Part {
  /** First part of the keys of its objects, and their `app.kubernetes.io/component`. */
  readonly key: string;
  readonly name: string;
  readonly image: Leaf<string>;
  readonly replicas?: number;
  /** The user of its image, as a number: with a name the kubelet cannot tell that it is not root. */
  readonly user: number;
  readonly command?: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly Deep<EnvVar>[];
  readonly extraEnv?: Deep<readonly EnvVar[]>;
  /** Ports by name; those with `service` are ports of its Service too. */
  readonly ports: readonly { readonly name: string; readonly port: number; readonly service: boolean }[];
  readonly probes: Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'>;
  readonly resources: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** Whether it calls the API server. */
  readonly usesApi: boolean;
  readonly volumes?: readonly Deep<Volume>[];
  readonly volumeMounts?: readonly VolumeMount[];
  /** Beside its ServiceAccount and its NetworkPolicy. */
  readonly dependsOn?: readonly string[];
}

/** ServiceAccount, Service, PodDisruptionBudget and Deployment of the part. */
export function partMembers(settings: Settings, part: Part): Resource[] {
  return [
    serviceAccount(settings, part),
    ...service(settings, part),
    disruptionBudget(settings, part),
    deployment(settings, part),
  ];
}

/** Key of the Deployment. */
export function deploymentKey({ key }: Pick<Part, 'key'>): string {
  return `${key}-deployment`;
}

function serviceAccount(settings: Settings, { key, name }: Part): Resource {
  return controlPlaneMember(settings, {
    key: `${key}-service-account`,
    phase: 'identity',
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    name,
    component: key,
    body: { automountServiceAccountToken: false },
  });
}

function service(settings: Settings, { key, name, ports }: Part): Resource[] {
  const served = ports.filter((port) => port.service);
  if (served.length === 0) return [];
  return [
    controlPlaneMember(settings, {
      key: `${key}-service`,
      phase: 'config',
      apiVersion: 'v1',
      kind: 'Service',
      name,
      component: key,
      body: {
        spec: {
          type: 'ClusterIP',
          selector: partSelector(settings.prefix, key),
          ports: served.map((port) => ({ name: port.name, port: port.port, targetPort: port.name, protocol: 'TCP' })),
        },
      },
    }),
  ];
}

// With one replica too: a node can then be drained, which `minAvailable: 1` would block for ever.
function disruptionBudget(settings: Settings, { key, name }: Part): Resource {
  return controlPlaneMember(settings, {
    key: `${key}-disruption-budget`,
    phase: 'guard',
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    name,
    component: key,
    body: {
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: partSelector(settings.prefix, key) },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
  });
}

function deployment(settings: Settings, part: Part): Resource {
  const { key, name, replicas = 1, dependsOn = [] } = part;
  const selector = partSelector(settings.prefix, key);
  return controlPlaneMember(settings, {
    key: deploymentKey(part),
    phase: 'controller',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name,
    component: key,
    labels: selector,
    dependsOn: [`${key}-service-account`, ...policyKeys(settings, key), ...dependsOn],
    readiness: [{ condition: 'Available' }],
    createOnly: [['spec', 'selector']],
    body: {
      spec: {
        replicas,
        revisionHistoryLimit: 3,
        selector: { matchLabels: selector },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: { metadata: { labels: selector }, spec: podSpec(settings, part) },
      },
    },
  });
}

function podSpec(settings: Settings, part: Part) {
  return {
    serviceAccountName: part.name,
    automountServiceAccountToken: part.usesApi,
    enableServiceLinks: false,
    securityContext: restrictedPod(part.user),
    ...placementOf(settings, partSelector(settings.prefix, part.key), part.replicas ?? 1),
    containers: [container(settings, part)],
    ...(part.volumes && { volumes: part.volumes }),
  };
}

function container({ platform }: Settings, part: Part) {
  const { env, extraEnv } = part;
  return {
    name: part.key,
    image: resolveImageLeaf(part.image, platform.images).reference,
    imagePullPolicy: 'IfNotPresent',
    ...(part.command && { command: part.command }),
    args: part.args,
    env: extraEnv === undefined ? env : mapLeaf(extraEnv, (extra) => [...env, ...extra]),
    ports: part.ports.map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })),
    ...part.probes,
    resources: part.resources,
    securityContext: LOCKED_CONTAINER,
    ...(part.volumeMounts && { volumeMounts: part.volumeMounts }),
  };
}

/** Probes over HTTP on a named port: two minutes to start, then alive and ready by their paths. */
export function httpProbes(port: string, paths: { readonly live: string; readonly ready: string }): Part['probes'] {
  const probe = (path: string, timing: Probe): Probe => ({ httpGet: { path, port }, timeoutSeconds: 5, ...timing });
  return {
    startupProbe: probe(paths.live, { periodSeconds: 2, failureThreshold: 60 }),
    livenessProbe: probe(paths.live, { periodSeconds: 20, failureThreshold: 3 }),
    readinessProbe: probe(paths.ready, { periodSeconds: 10, failureThreshold: 3 }),
  };
}
