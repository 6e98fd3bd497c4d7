import type { Container, EnvVar, Volume, VolumeMount } from '../../../api';
import {
  POLICY_ARGUMENTS,
  POLICY_FOLDER,
  SUPERVISED_CONTAINER,
  SUPERVISOR_COMMAND,
  SUPERVISOR_VOLUME,
  supervisorSecurity,
} from '../../../api/rules/pod/supervised-pod';
import { resolveImageLeaf } from '../../../images/resolve';
import { constant } from '../../../plan/constant';
import { type Deep, mapLeaf } from '../../../plan/leaf';
import { SANDBOX_FOLDER } from '../../../policy/supervisor';
import {
  type ContainerPod,
  DEFAULT_RESOURCES,
  hasOwnTmp,
  mountOf,
  podVolume,
  TMP_MOUNT,
  tmpVolumeOf,
} from '../container';
import { nameOf, platformOf } from '../place';
import { policyName } from './config-maps';
import { agentEnvironment, ROUTES_FILE } from './inference';
import { type SupervisedPoolProps, supervisorVersionOf } from './policy-of';
import { relayContainers, relayVolumes } from './relay-container';
import { KEY_VOLUME, ROUTES_MOUNT, ROUTES_VOLUME, steps } from './steps';

/** Words for OpenShell's supervisor in the environment that its command inherits. */
export const LOG_LEVEL = 'OPENSHELL_LOG_LEVEL';

const SUPERVISOR_MOUNT = constant({ ...SUPERVISOR_VOLUME, readOnly: true });
const POLICY_MOUNT = constant({ name: 'policy', mountPath: POLICY_FOLDER, readOnly: true });

/**
 * What the supervisor writes on a read-only root: its network namespace, its log files, the authority of its proxy.
 * Without them it refuses to start. source: facts/verified.md §10
 */
const WRITABLE = constant([
  { name: 'run', mountPath: '/run', sizeLimit: '64Mi' },
  { name: 'log', mountPath: '/var/log', sizeLimit: '256Mi' },
  { name: 'tls', mountPath: '/etc/openshell-tls', sizeLimit: '8Mi' },
]);

const WORKSPACE = constant({ name: 'workspace', mountPath: SANDBOX_FOLDER });
const WORKSPACE_SIZE = '2Gi';

/** Names of volumes that are the pod's own. */
export const OWN_VOLUMES: readonly string[] = [
  SUPERVISOR_VOLUME.name,
  POLICY_MOUNT.name,
  ...WRITABLE.map(({ name }) => name),
  ROUTES_VOLUME,
  KEY_VOLUME,
  'relay',
];

/** The group `sandbox` of upstream's images. source: facts/openshell.md §3.2 */
const DEFAULT_GROUP = 1000;

/** Until the network namespace is there the supervisor has not begun; it is gone with the container. source: facts/openshell.md §4.4 */
const FENCED = 'for fence in /run/netns/* /var/run/netns/*; do [ -e "$fence" ] && exit 0; done; exit 1';

/** The pod in which the supervisor starts the command. source: facts/verified.md §9, §10 */
export function supervisedPod(props: SupervisedPoolProps): ContainerPod {
  const volumes = Object.entries(props.volumes ?? {});
  return {
    spec: {
      ...(props.serviceAccount !== undefined && { serviceAccountName: nameOf(props.serviceAccount) }),
      ...(props.imagePullSecrets !== undefined && {
        imagePullSecrets: props.imagePullSecrets.map((secret) => ({ name: nameOf(secret) })),
      }),
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds ?? 30,
      securityContext: podSecurity(props),
      initContainers: steps(props),
      containers: [supervisor(props), ...relayContainers(props)],
      volumes: [...ownVolumes(props), ...volumes.flatMap(([name, volume]) => podVolume(name, volume))],
    },
    volumeClaimTemplates: volumes.flatMap(([name, { perSandbox }]) =>
      perSandbox === undefined ? [] : [{ metadata: { name }, spec: perSandbox }],
    ),
  };
}

/**
 * User namespaces stay off: the supervisor was never run in one, and upstream adds capabilities where it is.
 * source: facts/openshell.md §3.2
 */
function podSecurity({ volumes = {}, fsGroup = DEFAULT_GROUP }: SupervisedPoolProps) {
  const hasClaims = Object.values(volumes).some(({ ephemeral }) => ephemeral === undefined);
  return {
    seccompProfile: { type: 'RuntimeDefault' },
    // Everybody may write to an emptyDir; a claim is root's alone.
    ...(hasClaims && { fsGroup, fsGroupChangePolicy: 'OnRootMismatch' }),
  };
}

function supervisor(props: SupervisedPoolProps): Deep<Container> {
  const { reference, locked } = resolveImageLeaf(props.image, platformOf(props).images);
  return {
    name: SUPERVISED_CONTAINER,
    image: reference,
    imagePullPolicy: mapLeaf(locked, (known) => (known ? 'IfNotPresent' : 'Always')),
    command: SUPERVISOR_COMMAND,
    args: [...POLICY_ARGUMENTS, ...routesArguments(props), '--', ...itemsOf(props.command), ...itemsOf(props.args)],
    workingDir: props.workingDir ?? SANDBOX_FOLDER,
    env: environment(props),
    resources: props.resources ?? DEFAULT_RESOURCES,
    securityContext: securityContext(props),
    startupProbe: {
      exec: { command: ['sh', '-c', FENCED] },
      periodSeconds: 1,
      timeoutSeconds: 5,
      successThreshold: 1,
      failureThreshold: 120,
    },
    volumeMounts: mounts(props),
  };
}

function routesArguments({ inference }: SupervisedPoolProps): readonly string[] {
  return inference === undefined ? [] : ['--inference-routes', ROUTES_FILE];
}

/** KF3432 has seen that these are lists; their items may be deferred. */
function itemsOf(list: SupervisedPoolProps['args']): readonly Deep<string>[] {
  return (list ?? []) as readonly Deep<string>[];
}

/** `Unconfined` because AppArmor's default profile denies the shared mount of `ip netns add`. source: fault F-REL-06 */
function securityContext(props: SupervisedPoolProps) {
  const { seccompProfile = 'RuntimeDefault' } = props;
  return {
    ...supervisorSecurity(supervisorVersionOf(props) ?? ''),
    seccompProfile:
      seccompProfile === 'RuntimeDefault'
        ? { type: 'RuntimeDefault' }
        : { type: 'Localhost', localhostProfile: seccompProfile.localhostProfile },
    ...(platformOf(props).cluster.nodeAppArmor !== 'absent' && { appArmorProfile: { type: 'Unconfined' } }),
  };
}

/** The command inherits all of it, so nothing in it is a secret. source: facts/verified.md §9 */
function environment(props: SupervisedPoolProps): Deep<readonly EnvVar[]> {
  const { inference, harness = 'other' } = props;
  const own: readonly EnvVar[] = [
    // Root's home, which is what it would be, is nothing that the command may read.
    { name: 'HOME', value: SANDBOX_FOLDER },
    // Decisions are written at info; the default of stderr is warn. source: facts/openshell.md §6
    { name: LOG_LEVEL, value: 'info' },
    ...(inference === undefined ? [] : agentEnvironment(inference, harness)),
  ];
  return mapLeaf(props.env as readonly EnvVar[] | undefined, (given = []) => {
    // What is no list stays, so that the schema says so.
    if (!Array.isArray(given)) return given;
    return [...own.filter(({ name }) => !given.some((variable) => variable?.name === name)), ...given];
  }) as Deep<readonly EnvVar[]>;
}

function mounts(props: SupervisedPoolProps): Deep<VolumeMount>[] {
  return [
    SUPERVISOR_MOUNT,
    POLICY_MOUNT,
    ...WRITABLE.map(({ name, mountPath }) => ({ name, mountPath })),
    ...(props.inference === undefined ? [] : [ROUTES_MOUNT]),
    ...(hasOwnTmp(props) ? [] : [TMP_MOUNT]),
    ...(hasOwnWorkspace(props) ? [] : [WORKSPACE]),
    ...Object.entries(props.volumes ?? {}).map(([name, volume]) => mountOf(name, volume)),
  ];
}

function ownVolumes(props: SupervisedPoolProps): Deep<Volume>[] {
  const { inference } = props;
  return [
    { name: SUPERVISOR_VOLUME.name, emptyDir: { sizeLimit: '256Mi' } },
    { name: POLICY_MOUNT.name, configMap: { name: policyName(props), defaultMode: 0o444 } },
    ...WRITABLE.map(({ name, sizeLimit }) => ({ name, emptyDir: { sizeLimit } })),
    ...(inference === undefined
      ? []
      : [
          { name: ROUTES_VOLUME, emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
          {
            name: KEY_VOLUME,
            secret: {
              secretName: inference.apiKey.name,
              defaultMode: 0o400,
              items: [{ key: inference.apiKey.key, path: 'key' }],
            },
          },
        ]),
    ...relayVolumes(props),
    ...(hasOwnTmp(props) ? [] : [tmpVolumeOf(props.tmpSizeLimit ?? '1Gi')]),
    ...(hasOwnWorkspace(props) ? [] : [{ name: WORKSPACE.name, emptyDir: { sizeLimit: WORKSPACE_SIZE } }]),
  ];
}

/** Whether a volume of the user's takes the place of the default workspace. */
function hasOwnWorkspace({ volumes = {} }: SupervisedPoolProps): boolean {
  return WORKSPACE.name in volumes || Object.values(volumes).some(({ mountPath }) => mountPath === SANDBOX_FOLDER);
}
