import type { Resource } from '../../../plan/resource';
import { clusterMember } from '../member';
import type { Settings } from '../settings';

const MODES = ['enforce', 'audit', 'warn'] as const;

/** The namespace, when it is made here: Pod Security `restricted`, in the version that the cluster has. */
export function namespaceMembers({ ownsNamespace, namespace, platform }: Settings): Resource[] {
  if (!ownsNamespace) return [];
  const labels = Object.fromEntries(
    MODES.flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, `v${platform.cluster.kubernetes}`],
    ]),
  );
  return [
    clusterMember({
      key: 'namespace',
      phase: 'namespace',
      apiVersion: 'v1',
      kind: 'Namespace',
      name: namespace,
      component: 'namespace',
      labels,
      // With finalizers of harnesses left in it, a deleted namespace ends never. source: fault F-LIF-01
      state: { what: 'every agent, harness, session and key in it', retain: true, protect: false },
      body: {},
    }),
  ];
}
