import { resolveImageLeaf } from '../../images/resolve';
import { INSTALL_SCRIPT } from './install-script';
import { fileName, KUBELET_FOLDER, OWN_FOLDER } from './localhost-profile';
import type { DaemonSetDelivery } from './props';
import type { Settings } from './settings';

/** The key of the profile in its ConfigMap, and so the name of its file in the pod. */
export const PROFILE_FILE = 'profile.json';

const SOURCE_FOLDER = '/profile';
const TARGET_FOLDER = '/seccomp';

const DEFAULT_RESOURCES = { requests: { cpu: '5m', memory: '16Mi' }, limits: { cpu: '100m', memory: '32Mi' } };

/** The priority of the pods: before everything that runs under the profile. */
export function priorityClassOf({ priorityClassName = 'system-node-critical' }: DaemonSetDelivery): string {
  return priorityClassName;
}

/** A pod of the DaemonSet: root without capabilities, with one folder of the node and no other way out. */
export function installerPod(settings: Settings, delivery: DaemonSetDelivery) {
  return {
    serviceAccountName: settings.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: priorityClassOf(delivery),
    terminationGracePeriodSeconds: 30,
    // The folder is root's; without capabilities root may do no more than that.
    securityContext: {
      runAsUser: 0,
      runAsGroup: 0,
      runAsNonRoot: false,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...(delivery.imagePullSecrets && { imagePullSecrets: delivery.imagePullSecrets }),
    nodeSelector: delivery.nodeSelector ?? { 'kubernetes.io/os': 'linux' },
    tolerations: delivery.tolerations ?? [{ operator: 'Exists' }],
    containers: [container(settings, delivery)],
    volumes: [
      { name: 'profile', configMap: { name: settings.name, defaultMode: 0o444 } },
      {
        name: 'seccomp',
        hostPath: {
          path: `${delivery.kubeletFolder ?? KUBELET_FOLDER}/${OWN_FOLDER}`,
          type: 'DirectoryOrCreate',
        },
      },
    ],
  };
}

function container({ platform, name }: Settings, delivery: DaemonSetDelivery) {
  const source = `${SOURCE_FOLDER}/${PROFILE_FILE}`;
  const target = `${TARGET_FOLDER}/${fileName(name)}`;
  const inPlace = { exec: { command: ['cmp', '-s', source, target] }, timeoutSeconds: 5 };
  return {
    name: 'installer',
    image: resolveImageLeaf(delivery.image, platform.images).reference,
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', '-c', INSTALL_SCRIPT],
    env: [
      { name: 'SOURCE', value: source },
      { name: 'TARGET', value: target },
      { name: 'INTERVAL', value: '30' },
      { name: 'OWNER', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.uid' } } },
    ],
    startupProbe: { ...inPlace, periodSeconds: 2, failureThreshold: 30 },
    readinessProbe: { ...inPlace, periodSeconds: 15, failureThreshold: 3 },
    // Longer than the script takes to mend the file, so that it restarts only what hangs.
    livenessProbe: { ...inPlace, periodSeconds: 60, failureThreshold: 5 },
    resources: delivery.resources ?? DEFAULT_RESOURCES,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
    },
    volumeMounts: [
      { name: 'profile', mountPath: SOURCE_FOLDER, readOnly: true },
      { name: 'seccomp', mountPath: TARGET_FOLDER },
    ],
  };
}
