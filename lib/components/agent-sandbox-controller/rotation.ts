import { resolveImageLeaf } from '../../images/resolve';
import type { Leaf } from '../../plan/leaf';
import type { Resource } from '../../plan/resource';
import { apiServerEgressRule } from '../../platform/api-server-egress';
import { LOCKED_CONTAINER } from '../locked-container';
import { commonLabels, namespacedMember } from './member';
import { CONTROLLER, ROTATION, WEBHOOK_SECRET } from './names';
import type { WebhookCertificate } from './props';
import type { Settings } from './settings';

type Rotated = Extract<WebhookCertificate, { source: 'rotated' }>;

const RBAC = 'rbac.authorization.k8s.io';
const COMPONENT = 'webhook-rotation';
const SELECTOR = { app: ROTATION } as const;
const NOBODY = 65532;

export const DEFAULT_ROTATION_SCHEDULE = '0 3 1 * *';

/**
 * A CronJob that deletes the certificate's Secret and rolls the controller, whose first new pod makes another one and
 * writes it into the CRDs. Until the last old pod is gone, conversions that reach it fail and are repeated by clients.
 * source: facts/agent-sandbox.md §3, Webhook mechanics; fault F-SCR-08
 */
export function rotationMembers(settings: Settings, certificate: Rotated): Resource[] {
  const common = { phase: 'identity', name: ROTATION, component: COMPONENT } as const;
  return [
    namespacedMember(settings, {
      ...common,
      key: 'rotation-service-account',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      body: { automountServiceAccountToken: false },
    }),
    namespacedMember(settings, {
      ...common,
      key: 'rotation-role',
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      body: {
        rules: [
          { apiGroups: [''], resources: ['secrets'], resourceNames: [WEBHOOK_SECRET], verbs: ['delete'] },
          { apiGroups: ['apps'], resources: ['deployments'], resourceNames: [CONTROLLER], verbs: ['get', 'patch'] },
        ],
      },
    }),
    namespacedMember(settings, {
      ...common,
      key: 'rotation-role-binding',
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      dependsOn: ['rotation-role', 'rotation-service-account'],
      createOnly: [['roleRef']],
      body: {
        roleRef: { apiGroup: RBAC, kind: 'Role', name: ROTATION },
        subjects: [{ kind: 'ServiceAccount', name: ROTATION, namespace: settings.namespace }],
      },
    }),
    namespacedMember(settings, {
      key: 'rotation-network-policy',
      phase: 'guard',
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      name: ROTATION,
      component: COMPONENT,
      body: {
        spec: {
          podSelector: { matchLabels: SELECTOR },
          policyTypes: ['Ingress', 'Egress'],
          egress: [apiServerEgressRule(settings.platform.cluster)],
        },
      },
    }),
    cronJob(settings, certificate),
  ];
}

function cronJob(settings: Settings, { image, schedule = DEFAULT_ROTATION_SCHEDULE }: Rotated): Resource {
  const { props, namespace, platform } = settings;
  const reference = resolveImageLeaf(image, platform.images).reference;
  return namespacedMember(settings, {
    key: 'rotation',
    phase: 'controller',
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    name: ROTATION,
    component: COMPONENT,
    dependsOn: ['rotation-role-binding', 'rotation-network-policy'],
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
            backoffLimit: 5,
            activeDeadlineSeconds: 600,
            template: {
              metadata: { labels: { ...commonLabels(COMPONENT), ...SELECTOR } },
              spec: {
                serviceAccountName: ROTATION,
                automountServiceAccountToken: true,
                enableServiceLinks: false,
                restartPolicy: 'Never',
                securityContext: {
                  runAsNonRoot: true,
                  runAsUser: NOBODY,
                  runAsGroup: NOBODY,
                  seccompProfile: { type: 'RuntimeDefault' },
                },
                ...(props.imagePullSecrets && { imagePullSecrets: props.imagePullSecrets }),
                nodeSelector: props.nodeSelector ?? { 'kubernetes.io/os': 'linux' },
                ...(props.tolerations && { tolerations: props.tolerations }),
                // Two plain commands one after the other: no shell, and a repetition does no harm.
                initContainers: [
                  kubectl(reference, 'delete-certificate', [
                    'delete',
                    `secret/${WEBHOOK_SECRET}`,
                    `--namespace=${namespace}`,
                    '--ignore-not-found=true',
                    '--wait=false',
                  ]),
                ],
                containers: [
                  kubectl(reference, 'restart-controller', [
                    'rollout',
                    'restart',
                    `deployment/${CONTROLLER}`,
                    `--namespace=${namespace}`,
                  ]),
                ],
                volumes: [{ name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } }],
              },
            },
          },
        },
      },
    },
  });
}

function kubectl(image: Leaf<string>, name: string, args: readonly string[]) {
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: ['kubectl'],
    args,
    // kubectl keeps what it discovers below its home.
    env: [{ name: 'HOME', value: '/tmp' }],
    resources: {
      requests: { cpu: '10m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '500m', memory: '128Mi', 'ephemeral-storage': '512Mi' },
    },
    securityContext: LOCKED_CONTAINER,
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}
