import type { Container, EnvVar } from '../../../api';
import { resolveImageLeaf } from '../../../images/resolve';
import { contentHash } from '../../../plan/canonical-json';
import { knownPart } from '../../../plan/known-part';
import type { Deep, Leaf } from '../../../plan/leaf';
import type { Resource } from '../../../plan/resource';
import { LOCKED_CONTAINER } from '../../locked-container';
import { gatewayMember, jobPodLabels } from '../member';
import type { Settings } from '../settings';
import { COPY_CLIENT_SCRIPT, CREDENTIAL_KEY_SCRIPT } from './key-scripts';
import { keysJobAccess, keysJobAccessKeys, keysJobAccount } from './keys-job-access';
import { keysJobNetwork, keysJobNetworkKeys } from './keys-job-network';
import { keyMaterial, serverNames } from './material';

const COMPONENT = 'certgen';

/** The user of upstream's image. One for all containers, so that the token's file is theirs alone. source: facts/openshell.md §2.3 */
const USER = 1000;

/** Long enough to read its log. An apply after that makes it once more, and it finds all as it left it. */
const DAY = 86_400;

/**
 * A Job that makes what keys are missing and changes none that is there; without Helm's hooks, since nothing runs them
 * when manifests are applied. source: facts/openshell.md §10.7; faults F-GW-04, F-GW-05, F-GW-06
 */
export function keysJobMembers(settings: Settings): Resource[] {
  const image = keysJobImage(settings);
  if (image === undefined) return [];
  const carriesTo = carriesClientTo(settings);
  const spec = jobSpec(settings, image, carriesTo);
  return [
    ...keysJobAccess(settings, carriesTo),
    ...keysJobNetwork(settings),
    gatewayMember(settings, {
      key: 'certgen',
      phase: 'config',
      apiVersion: 'batch/v1',
      kind: 'Job',
      // A Job's pod can never change, so another one is another Job.
      name: `${keysJobAccount(settings)}-${contentHash(knownPart(spec)).slice(0, 10)}`,
      component: COMPONENT,
      dependsOn: [...keysJobAccessKeys(carriesTo), ...keysJobNetworkKeys(settings)],
      readiness: [{ condition: 'Complete' }],
      createOnly: [['spec', 'template']],
      body: { spec },
    }),
  ];
}

/** Key of the Job, when there is one. */
export function keysJobKeys(settings: Settings): string[] {
  return keysJobImage(settings) === undefined ? [] : ['certgen'];
}

/** The image with `kubectl`, when anything is left for the Job to make. */
function keysJobImage(settings: Settings): Leaf<string> | undefined {
  const { tls } = settings.props;
  if (tls.job) return tls.job.image;
  const { jwt, credentialKey } = keyMaterial(settings);
  if (jwt === undefined && credentialKey === undefined) return undefined;
  return tls.certManager?.keysImage ?? tls.keys?.image;
}

function carriesClientTo({ props, clientNamespaces }: Settings): readonly string[] {
  return props.tls.job ? clientNamespaces : [];
}

function jobSpec(settings: Settings, image: Leaf<string>, carriesTo: readonly string[]) {
  const { props } = settings;
  return {
    backoffLimit: 5,
    activeDeadlineSeconds: 600,
    ttlSecondsAfterFinished: DAY,
    template: {
      metadata: { labels: jobPodLabels(settings, COMPONENT) },
      spec: {
        serviceAccountName: keysJobAccount(settings),
        automountServiceAccountToken: true,
        enableServiceLinks: false,
        restartPolicy: 'Never',
        securityContext: {
          runAsNonRoot: true,
          runAsUser: USER,
          runAsGroup: USER,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        ...(props.imagePullSecrets && { imagePullSecrets: props.imagePullSecrets }),
        nodeSelector: props.nodeSelector ?? { 'kubernetes.io/os': 'linux' },
        ...(props.tolerations && { tolerations: props.tolerations }),
        initContainers: [certgen(settings)],
        containers: [carrier(settings, image, carriesTo)],
        volumes: [{ name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } }],
      },
    },
  };
}

/** Upstream's own program, in the namespace that it can write. source: facts/openshell-0.0.46.md §2.3 */
function certgen(settings: Settings) {
  const { props, gateway, platform, namespace } = settings;
  const { server, client, jwt } = keyMaterial(settings);
  const { dns, ip } = serverNames(settings);
  const certificates = [
    `--server-secret-name=${server}`,
    `--client-secret-name=${client}`,
    ...[...dns, ...ip].map((name) => `--server-san=${name}`),
  ];
  return {
    name: 'certgen',
    image: resolveImageLeaf(props.image ?? gateway.images.gateway, platform.images).reference,
    command: ['/usr/local/bin/openshell-gateway'],
    args: [
      'generate-certs',
      `--namespace=${namespace}`,
      ...(props.tls.job ? certificates : ['--jwt-only']),
      ...(jwt === undefined ? [] : [`--jwt-secret-name=${jwt}`]),
    ],
    ...HARDENED,
  };
}

/** What certgen cannot do: the other namespaces, and the credential key. */
function carrier(settings: Settings, image: Leaf<string>, carriesTo: readonly string[]): Deep<Container> {
  const { platform, namespace } = settings;
  const { client, credentialKey } = keyMaterial(settings);
  const scripts = [
    ...(carriesTo.length > 0 ? [COPY_CLIENT_SCRIPT] : []),
    ...(credentialKey === undefined ? [] : [CREDENTIAL_KEY_SCRIPT]),
  ];
  const env: EnvVar[] = [
    // kubectl keeps what it discovers below its home.
    { name: 'HOME', value: '/tmp' },
    { name: 'GATEWAY_NAMESPACE', value: namespace },
    ...(carriesTo.length > 0 && client !== undefined
      ? [
          { name: 'CLIENT_SECRET', value: client },
          { name: 'CLIENT_NAMESPACES', value: carriesTo.join(' ') },
        ]
      : []),
    ...(credentialKey === undefined ? [] : [{ name: 'CREDENTIAL_KEY_SECRET', value: credentialKey }]),
  ];
  return {
    name: 'carry',
    image: resolveImageLeaf(image, platform.images).reference,
    command: ['sh', '-c', ['set -eu', 'umask 077', ...scripts].join('\n')],
    env,
    ...HARDENED,
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}

const HARDENED = {
  imagePullPolicy: 'IfNotPresent',
  resources: {
    requests: { cpu: '10m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
    limits: { cpu: '500m', memory: '128Mi', 'ephemeral-storage': '512Mi' },
  },
  securityContext: LOCKED_CONTAINER,
};
