import type { Container, PodSpec, Quantity, Volume, VolumeClaimTemplate, VolumeMount } from '../../api';
import { resolveImageLeaf } from '../../images/resolve';
import { constant } from '../../plan/constant';
import { type Deep, type Leaf, mapLeaf } from '../../plan/leaf';
import { LOCKED_CONTAINER } from '../locked-container';
import { nameOf, platformOf } from './place';
import type { AgentSandboxPoolProps, ContainerFields, ContainerForm, PoolVolume } from './props';

/** Name of the one container of the short form, for `containerName` of a claim's env. */
export const SANDBOX_CONTAINER = 'sandbox';

const TMP = 'tmp';
const DEFAULT_USER = 1000;

/** What a sandbox needs and may take where nobody says so. */
export const DEFAULT_RESOURCES = constant({
  requests: { cpu: '250m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
  limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '4Gi' },
});

const HARDENED = constant(LOCKED_CONTAINER);

const DEFAULT_POD_SECURITY = constant(podSecurityOf(DEFAULT_USER));
const DEFAULT_TMP_VOLUME = constant(tmpVolumeOf('1Gi'));
export const TMP_MOUNT = constant({ name: TMP, mountPath: '/tmp' });

/** The pod and the volume claim templates of the short form. */
export interface ContainerPod {
  readonly spec: { readonly [K in keyof PodSpec]: Deep<PodSpec[K]> };
  readonly volumeClaimTemplates: readonly Deep<VolumeClaimTemplate>[];
}

/** A hardened pod around one container. */
export function containerPod(props: AgentSandboxPoolProps & ContainerForm): ContainerPod {
  const volumes = Object.entries(props.volumes ?? {});
  const { runAsUser, tmpSizeLimit } = props;
  const tmp = tmpSizeLimit === undefined ? DEFAULT_TMP_VOLUME : tmpVolumeOf(tmpSizeLimit);
  return {
    spec: {
      ...(props.serviceAccount !== undefined && { serviceAccountName: nameOf(props.serviceAccount) }),
      ...(props.imagePullSecrets !== undefined && {
        imagePullSecrets: props.imagePullSecrets.map((secret) => ({ name: nameOf(secret) })),
      }),
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds ?? 30,
      securityContext: runAsUser === undefined ? DEFAULT_POD_SECURITY : podSecurityOf(runAsUser),
      containers: [sandboxContainer(props)],
      volumes: [...(hasOwnTmp(props) ? [] : [tmp]), ...volumes.flatMap(([name, volume]) => podVolume(name, volume))],
    },
    volumeClaimTemplates: volumes.flatMap(([name, { perSandbox }]) =>
      perSandbox === undefined ? [] : [{ metadata: { name }, spec: perSandbox }],
    ),
  };
}

function podSecurityOf(user: Leaf<number>) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    // Without it every start walks through a large volume to change owners.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  } as const;
}

export function tmpVolumeOf(sizeLimit: Leaf<Quantity>) {
  return { name: TMP, emptyDir: { sizeLimit } };
}

/** The fields of a container that are props of the same name. */
export const COPIED = [
  'command',
  'args',
  'env',
  'envFrom',
  'workingDir',
  'ports',
  'readinessProbe',
  'livenessProbe',
  'startupProbe',
] as const;

function sandboxContainer(props: AgentSandboxPoolProps & ContainerForm): Deep<Container> {
  const { reference, locked } = resolveImageLeaf(props.image, platformOf(props).images);
  const copied: { [Field in (typeof COPIED)[number]]?: unknown } = {};
  for (const field of COPIED) if (props[field] !== undefined) copied[field] = props[field];
  return {
    name: SANDBOX_CONTAINER,
    image: reference,
    // A digest never changes, so the node may keep what it has; a tag that was waved through is asked for again.
    imagePullPolicy: mapLeaf(locked, (known) => (known ? 'IfNotPresent' : 'Always')),
    ...(copied as Pick<ContainerForm, (typeof COPIED)[number]>),
    resources: props.resources ?? DEFAULT_RESOURCES,
    securityContext: HARDENED,
    volumeMounts: [
      ...(hasOwnTmp(props) ? [] : [TMP_MOUNT]),
      ...Object.entries(props.volumes ?? {}).map(([name, volume]) => mountOf(name, volume)),
    ],
  };
}

/** Whether a volume of the user's takes the place of the default /tmp. */
export function hasOwnTmp({ volumes = {} }: Pick<ContainerFields, 'volumes'>): boolean {
  return TMP in volumes || Object.values(volumes).some(({ mountPath }) => mountPath === '/tmp');
}

export function mountOf(name: string, { mountPath, subPath, readOnly }: PoolVolume): Deep<VolumeMount> {
  return {
    name,
    mountPath,
    ...(subPath !== undefined && { subPath }),
    ...(readOnly !== undefined && { readOnly }),
  };
}

/** The pod's volume; that of a claim per sandbox is put in by the controller. */
export function podVolume(name: string, { ephemeral, claim, readOnly }: PoolVolume): Deep<Volume>[] {
  if (ephemeral !== undefined) {
    const { sizeLimit, medium } = ephemeral;
    return [{ name, emptyDir: { sizeLimit, ...(medium !== undefined && { medium }) } }];
  }
  if (claim === undefined) return [];
  return [{ name, persistentVolumeClaim: { claimName: nameOf(claim), ...(readOnly !== undefined && { readOnly }) } }];
}
