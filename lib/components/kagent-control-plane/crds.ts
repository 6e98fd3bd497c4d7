import { customKinds, customResourceDefinition, type KindDefinition } from '../../api';
import type { Resource } from '../../plan/resource';
import { findRelease } from '../../releases';
import { clusterMember } from './member';
import type { Settings } from './settings';

/**
 * The CRDs of kagent and kmcp, without descriptions: with them two are past the limit of client-side apply. The one of
 * MCPServer comes whether kmcp is on or not, because the controller looks for it once, at its start.
 * source: facts/kagent.md §1, §10.1; faults F-ENG-05, F-LIF-09
 */
export function crdMembers({ props }: Settings): Resource[] {
  if (props.crds === 'external') return [];
  return kinds().map((kind) => {
    const { apiVersion, kind: crd, metadata, spec } = customResourceDefinition(kind);
    return clusterMember({
      key: keyOf(kind),
      phase: 'crd',
      apiVersion,
      kind: crd,
      name: metadata.name,
      component: 'crd',
      body: { spec },
      readiness: [{ condition: 'Established' }],
      state: { what: `every ${kind.kind} in the cluster, with what is made for it`, retain: true, protect: true },
    });
  });
}

/** Keys of the CRDs that are written. */
export function crdKeys({ props }: Settings): string[] {
  return props.crds === 'external' ? [] : kinds().map(keyOf);
}

/**
 * The kinds that the controller looks for only once, as far as this platform serves them: it does without the watches
 * of the others until it is started anew. source: facts/kagent.md §10.1; fault F-LIF-09
 */
export function probedKinds({ platform }: Settings): string[] {
  const { agentSandbox } = findRelease(platform.release) ?? {};
  const alpha = new Set(agentSandbox?.v1alpha1.map(({ crd }) => crd));
  return [
    'mcpservers.kagent.dev/v1alpha1',
    ...(alpha.has('sandboxes.agents.x-k8s.io') ? ['sandboxes.agents.x-k8s.io/v1alpha1'] : []),
  ];
}

function kinds(): readonly KindDefinition[] {
  return [...customKinds('kagent'), ...customKinds('kmcp')];
}

function keyOf({ plural }: KindDefinition): string {
  return `crd-${plural}`;
}
