import type { Container, PodSpec, Volume, VolumeClaimTemplate, VolumeMount } from '../../api';
import { resolveImageLeaf } from '../../images/resolve';
import { type Deep, mapLeaf } from '../../plan/leaf';
import { nameOf, platformOf } from './place';
import type { AgentSandboxPoolProps, ContainerForm, PoolVolume } from './props';

/** Name of the one container of the short form, for `containerName` of a claim's env. */
export const SANDBOX_CONTAINER = 'sandbox';

const TMP = 'tmp';
const DEFAULT_USER = 1000;

const DEFAULT_RESOURCES = {
  requests: { cpu: '250m', memory: '512Mi', 'ephemeral-storage': '1Gi' },
  limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '4Gi' },
};

/** The pod and the volume claim templates of the short form. */
export interface ContainerPod {
  readonly spec: { readonly [K in keyof PodSpec]: Deep<PodSpec[K]> };
  readonly volumeClaimTemplates: readonly Deep<VolumeClaimTemplate>[];
}

/** A hardened pod around one container. */
export function containerPod(props: AgentSandboxPoolProps & ContainerForm): ContainerPod {
  const volumes = Object.entries(props.volumes ?? {});
  const user = props.runAsUser ?? DEFAULT_USER;
  return {
    spec: {
      ...(props.serviceAccount !== undefined && { serviceAccountName: nameOf(props.serviceAccount) }),
      ...(props.imagePullSecrets !== undefined && {
        imagePullSecrets: props.imagePullSecrets.map((secret) => ({ name: nameOf(secret) })),
      }),
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds ?? 30,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        // Without it every start walks through a large volume to change owners.
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [sandboxContainer(props)],
      volumes: [
        ...(hasOwnTmp(props) ? [] : [{ name: TMP, emptyDir: { sizeLimit: props.tmpSizeLimit ?? '1Gi' } }]),
        ...volumes.flatMap(([name, volume]) => podVolume(name, volume)),
      ],
    },
    volumeClaimTemplates: volumes.flatMap(([name, { perSandbox }]) =>
      perSandbox === undefined ? [] : [{ metadata: { name }, spec: perSandbox }],
    ),
  };
}

function sandboxContainer(props: AgentSandboxPoolProps & ContainerForm): Deep<Container> {
  const { command, args, env, envFrom, workingDir, ports, readinessProbe, livenessProbe, startupProbe } = props;
  const optional = { command, args, env, envFrom, workingDir, ports, readinessProbe, livenessProbe, startupProbe };
  return {
    name: SANDBOX_CONTAINER,
    image: resolveImageLeaf(props.image, platformOf(props).images).reference,
    // A digest never changes, so the node may keep what it has; a tag that was waved through is asked for again.
    imagePullPolicy: mapLeaf(resolveImageLeaf(props.image, platformOf(props).images).locked, (locked) =>
      locked ? 'IfNotPresent' : 'Always',
    ),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    resources: props.resources ?? DEFAULT_RESOURCES,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    },
    volumeMounts: [
      ...(hasOwnTmp(props) ? [] : [{ name: TMP, mountPath: '/tmp' }]),
      ...Object.entries(props.volumes ?? {}).map(([name, volume]) => mountOf(name, volume)),
    ],
  };
}

/** Whether a volume of the user's takes the place of the default /tmp. */
function hasOwnTmp({ volumes = {} }: ContainerForm): boolean {
  return TMP in volumes || Object.values(volumes).some(({ mountPath }) => mountPath === '/tmp');
}

function mountOf(name: string, { mountPath, subPath, readOnly }: PoolVolume): Deep<VolumeMount> {
  return {
    name,
    mountPath,
    ...(subPath !== undefined && { subPath }),
    ...(readOnly !== undefined && { readOnly }),
  };
}

/** The pod's volume; that of a claim per sandbox is put in by the controller. */
function podVolume(name: string, { ephemeral, claim, readOnly }: PoolVolume): Deep<Volume>[] {
  if (ephemeral !== undefined) {
    const { sizeLimit, medium } = ephemeral;
    return [{ name, emptyDir: { sizeLimit, ...(medium !== undefined && { medium }) } }];
  }
  if (claim === undefined) return [];
  return [{ name, persistentVolumeClaim: { claimName: nameOf(claim), ...(readOnly !== undefined && { readOnly }) } }];
}
