import { contentHash } from '../../plan/canonical-json';
import type { Resource } from '../../plan/resource';
import { profileJson } from '../../seccomp';
import { installerPod, PROFILE_FILE, priorityClassOf } from './installer-pod';
import { commonLabels, member } from './member';
import type { DaemonSetDelivery, SeccompProfileProps } from './props';
import type { Settings } from './settings';

const COMPONENT = 'installer';
const MODES = ['enforce', 'audit', 'warn'] as const;

/** The namespace of the DaemonSet, or `undefined` when the profile is delivered otherwise. */
export function installerNamespace({
  delivery,
  name,
}: Pick<SeccompProfileProps, 'delivery' | 'name'>): string | undefined {
  if (delivery.by !== 'daemon-set') return undefined;
  return delivery.namespace ?? `kagent-fleet-seccomp-${name.replaceAll('.', '-')}`;
}

/** The DaemonSet that writes the file, with everything it needs and nothing that it could do without. */
export function daemonSetMembers(settings: Settings): Resource[] {
  const { props, name } = settings;
  const { delivery } = props;
  const namespace = installerNamespace(props);
  if (delivery.by !== 'daemon-set' || namespace === undefined) return [];
  const createsNamespace = delivery.createNamespace ?? true;
  const priorityClassName = priorityClassOf(delivery);
  const needsQuota = priorityClassName.startsWith('system-');
  const common = { name, namespace, component: COMPONENT };
  const after = createsNamespace ? ['namespace'] : [];
  return [
    ...(createsNamespace ? [namespaceMember(namespace, settings)] : []),
    member({
      ...common,
      key: 'service-account',
      phase: 'identity',
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      dependsOn: after,
      body: { automountServiceAccountToken: false },
    }),
    member({
      ...common,
      key: 'network-policy',
      phase: 'guard',
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      dependsOn: after,
      // No flow at all, for every pod of a namespace that is ours and for our own pods elsewhere.
      body: {
        spec: {
          podSelector: createsNamespace ? {} : { matchLabels: selectorOf(settings) },
          policyTypes: ['Ingress', 'Egress'],
        },
      },
    }),
    // Some clusters admit pods of a `system-` class only where a quota names the class.
    ...(needsQuota
      ? [
          member({
            ...common,
            key: 'priority-quota',
            phase: 'guard',
            apiVersion: 'v1',
            kind: 'ResourceQuota',
            dependsOn: after,
            body: {
              spec: {
                hard: { pods: '10k' },
                scopeSelector: {
                  matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: [priorityClassName] }],
                },
              },
            },
          }),
        ]
      : []),
    member({
      ...common,
      key: 'profile',
      phase: 'config',
      apiVersion: 'v1',
      kind: 'ConfigMap',
      dependsOn: after,
      body: { data: { [PROFILE_FILE]: profileJson(settings.profile) } },
    }),
    daemonSetMember(settings, delivery, common, [
      ...after,
      'service-account',
      'network-policy',
      ...(needsQuota ? ['priority-quota'] : []),
      'profile',
    ]),
  ];
}

// hostPath alone needs `privileged`; apart from it and the user root the pods are as `restricted` wants them.
function namespaceMember(namespace: string, { platform }: Settings): Resource {
  const labels = Object.fromEntries(
    MODES.flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'privileged'],
      [`pod-security.kubernetes.io/${mode}-version`, `v${platform.cluster.kubernetes}`],
    ]),
  );
  return member({
    key: 'namespace',
    phase: 'namespace',
    apiVersion: 'v1',
    kind: 'Namespace',
    name: namespace,
    component: COMPONENT,
    labels,
    body: {},
  });
}

function daemonSetMember(
  settings: Settings,
  delivery: DaemonSetDelivery,
  common: { readonly name: string; readonly namespace: string; readonly component: string },
  dependsOn: readonly string[],
): Resource {
  const selector = selectorOf(settings);
  return member({
    ...common,
    key: 'installer',
    phase: 'controller',
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    dependsOn,
    // No readiness: a DaemonSet has no condition, and a cluster may have no node for it yet.
    createOnly: [['spec', 'selector']],
    restartOn: ['profile'],
    body: {
      spec: {
        revisionHistoryLimit: 3,
        selector: { matchLabels: selector },
        // The new pod takes the file over before the old one goes, so that no node is without it.
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: {
            labels: { ...commonLabels(COMPONENT), ...selector },
            annotations: { 'kagent-fleet.dev/profile-checksum': contentHash(settings.profile) },
          },
          spec: installerPod(settings, delivery),
        },
      },
    },
  });
}

function selectorOf({ name }: Settings) {
  return { 'kagent-fleet.dev/seccomp-profile': name };
}
