import { type Resource, resource } from '../../plan/resource';
import { metadataOf } from './member';
import type { OpenShellPolicyProps, PolicyTarget } from './props';
import type { FenceRendering } from './renderings';
import { podsOf, targetKey } from './target';

/** The fence of one target, in place before its pods. It adds to other policies: a default-deny stays beside it. */
export function fenceMember(props: OpenShellPolicyProps, target: PolicyTarget, fence: FenceRendering): Resource {
  const key = targetKey(target);
  const { namespace, labels } = podsOf(target, props);
  const selector = Object.keys(labels).length > 0 ? { matchLabels: labels } : {};
  const metadata = metadataOf(props, 'network', { name: `${props.name}-${key}`, namespace });
  return resource({
    key: `${key}-fence`,
    scope: 'Namespaced',
    phase: 'guard',
    teardown: 50,
    manifest:
      fence.kind === 'NetworkPolicy'
        ? {
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata,
            spec: { podSelector: selector, ...fence.rendering.output },
          }
        : {
            apiVersion: 'cilium.io/v2',
            kind: 'CiliumNetworkPolicy',
            metadata,
            spec: { endpointSelector: selector, ...fence.rendering.output },
          },
  });
}
