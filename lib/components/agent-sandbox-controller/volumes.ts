import { configData } from './config';
import { CERT_MANAGER_SECRET, CONFIG_MAP } from './names';
import type { Settings } from './settings';

/** Where the controller looks for the certificate. source: facts/agent-sandbox.md §3, Flags */
const CERTIFICATE_FOLDER = '/tmp/k8s-webhook-server/serving-certs';

const CONFIG_FOLDER = '/etc/sandbox-config';

/** The volumes that the read-only root leaves necessary, and whether their files need the pod's group. */
export function mountsOf(settings: Settings) {
  const entries = [...certificateVolume(settings), ...configVolume(settings)];
  return {
    volumes: entries.map(({ volume }) => volume),
    volumeMounts: entries.map(({ mount, volume }) => ({ name: volume.name, ...mount })),
    fsGroup: entries.some(({ grouped }) => grouped),
  };
}

function certificateVolume({ certificate }: Settings) {
  if (certificate === undefined) return [];
  if (certificate.source === 'certManager') {
    const secret = { secretName: CERT_MANAGER_SECRET, defaultMode: 0o440 };
    return [
      {
        volume: { name: 'webhook-certificate', secret },
        mount: { mountPath: CERTIFICATE_FOLDER, readOnly: true },
        grouped: true,
      },
    ];
  }
  // The controller writes the key there; in memory it never reaches the node's disk. source: fault F-ISO-08
  return [
    {
      volume: { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
      mount: { mountPath: '/tmp' },
      grouped: false,
    },
  ];
}

// Not optional as upstream has it: without the file the controller would fall back to its default in silence.
function configVolume(settings: Settings) {
  if (configData(settings) === undefined) return [];
  return [
    {
      volume: { name: 'config-volume', configMap: { name: CONFIG_MAP, defaultMode: 0o444 } },
      mount: { mountPath: CONFIG_FOLDER, readOnly: true },
      grouped: false,
    },
  ];
}
