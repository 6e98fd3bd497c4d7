import { resolveImageLeaf } from '../../../images/resolve';
import type { Leaf } from '../../../plan/leaf';
import type { Resource } from '../../../plan/resource';
import { LOCKED_CONTAINER } from '../../locked-container';
import { gatewayMember, jobPodLabels } from '../member';
import { dataClaim, gatewaySelector } from '../names';
import type { GatewayBackup } from '../props';
import type { Settings } from '../settings';
import { WORKLOAD_KEY } from '../workload';
import { backupName, savedSecrets } from './saved';
import { COPY_SCRIPT, SNAPSHOT_SCRIPT } from './scripts';

/** The gateway's own user, who owns the database. */
const USER = 1000;

export const DEFAULT_KEEP = 7;

/** On every snapshot of a gateway, so that old ones are found. */
const SNAPSHOT_LABEL = 'kagent-fleet.dev/backup-of';

/** What the pod runs, and as whom. */
interface Work {
  readonly image: Leaf<string>;
  readonly script: string;
  readonly env: { readonly [name: string]: string };
  readonly volumes: readonly object[];
  readonly mounts: readonly object[];
  readonly pod: object;
}

export function cronJobMember(settings: Settings, backup: GatewayBackup): Resource {
  const snapshots = backup.volumeSnapshot !== undefined;
  const { schedule } = snapshots ? backup.volumeSnapshot : backup.cronJob;
  const work = snapshots ? snapshotWork(settings, backup.volumeSnapshot) : copyWork(settings, backup.cronJob);
  return gatewayMember(settings, {
    key: 'backup',
    phase: 'workload',
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    name: backupName(settings.name),
    component: 'backup',
    dependsOn: [WORKLOAD_KEY, 'backup-network-policy', ...(snapshots ? ['backup-role-binding'] : [])],
    body: {
      spec: {
        schedule,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: 3,
            activeDeadlineSeconds: 3600,
            template: {
              metadata: { labels: jobPodLabels(settings, 'backup') },
              spec: podSpec(settings, work),
            },
          },
        },
      },
    },
  });
}

function copyWork(settings: Settings, { image, claim, keep = DEFAULT_KEEP }: CopyJob): Work {
  const sources = savedSecrets(settings).map((name) => ({ secret: { name } }));
  return {
    image,
    script: COPY_SCRIPT,
    env: { COPIES: String(keep), PREFIX: settings.name },
    volumes: [
      { name: 'data', persistentVolumeClaim: { claimName: dataClaim(settings.name), readOnly: true } },
      { name: 'backup', persistentVolumeClaim: { claimName: claim } },
      ...(sources.length > 0 ? [{ name: 'keys', projected: { defaultMode: 0o440, sources } }] : []),
    ],
    mounts: [
      { name: 'data', mountPath: '/data', readOnly: true },
      { name: 'backup', mountPath: '/backup' },
      ...(sources.length > 0 ? [{ name: 'keys', mountPath: '/keys', readOnly: true }] : []),
    ],
    pod: {
      automountServiceAccountToken: false,
      // The claim is for one node at a time: the gateway's.
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: { matchLabels: gatewaySelector(settings.name) },
              topologyKey: 'kubernetes.io/hostname',
            },
          ],
        },
      },
    },
  };
}

function snapshotWork(settings: Settings, { image, className, keep = DEFAULT_KEEP }: SnapshotJob): Work {
  return {
    image,
    script: SNAPSHOT_SCRIPT,
    env: {
      // kubectl keeps what it discovers below its home.
      HOME: '/tmp',
      CLAIM: dataClaim(settings.name),
      SNAPSHOT_CLASS: className,
      KEY_SECRETS: savedSecrets(settings).join(' '),
      COPIES: String(keep),
      PREFIX: settings.name,
      SELECTOR: `${SNAPSHOT_LABEL}=${settings.name}`,
    },
    volumes: [],
    mounts: [],
    pod: { serviceAccountName: backupName(settings.name), automountServiceAccountToken: true },
  };
}

function podSpec(settings: Settings, { image, script, env, volumes, mounts, pod }: Work) {
  const { props, platform } = settings;
  return {
    ...pod,
    enableServiceLinks: false,
    restartPolicy: 'Never',
    securityContext: {
      runAsNonRoot: true,
      runAsUser: USER,
      runAsGroup: USER,
      fsGroup: USER,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(props.imagePullSecrets && { imagePullSecrets: props.imagePullSecrets }),
    nodeSelector: props.nodeSelector ?? { 'kubernetes.io/os': 'linux' },
    ...(props.tolerations && { tolerations: props.tolerations }),
    containers: [
      {
        name: 'backup',
        image: resolveImageLeaf(image, platform.images).reference,
        imagePullPolicy: 'IfNotPresent',
        command: ['/bin/sh', '-c', script],
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        resources: {
          requests: { cpu: '10m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
          limits: { cpu: '500m', memory: '256Mi', 'ephemeral-storage': '512Mi' },
        },
        securityContext: LOCKED_CONTAINER,
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...mounts],
      },
    ],
    volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }, ...volumes],
  };
}

type CopyJob = Extract<GatewayBackup, { readonly cronJob: unknown }>['cronJob'];
type SnapshotJob = Extract<GatewayBackup, { readonly volumeSnapshot: unknown }>['volumeSnapshot'];
