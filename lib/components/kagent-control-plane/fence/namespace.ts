import type { Resource } from '../../../plan/resource';
import { podSecurityLabels } from '../../namespace';
import { clusterMember } from '../member';
import type { Settings } from '../settings';

/** The namespace, when it is made here: Pod Security `restricted`, in the version that the cluster has. */
export function namespaceMembers({ ownsNamespace, namespace, platform }: Settings): Resource[] {
  if (!ownsNamespace) return [];
  return [
    clusterMember({
      key: 'namespace',
      phase: 'namespace',
      apiVersion: 'v1',
      kind: 'Namespace',
      name: namespace,
      component: 'namespace',
      labels: podSecurityLabels('restricted', platform.cluster),
      // With finalizers of harnesses left in it, a deleted namespace ends never. source: fault F-LIF-01
      state: { what: 'every agent, harness, session and key in it', retain: true, protect: false },
      body: {},
    }),
  ];
}
