import type { Resource } from '../../plan/resource';
import { standardLabels } from '../labels';
import { CONTROLLER_TEARDOWN, type Member, memberResource } from '../member';
import type { Settings } from './settings';

/** A namespaced object: in the controller's namespace, after it when the namespace is made here. */
export function namespacedMember({ namespace, ownsNamespace }: Settings, member: Member): Resource {
  const { dependsOn = [] } = member;
  const placed = { ...member, namespace, dependsOn: ownsNamespace ? ['namespace', ...dependsOn] : dependsOn };
  return memberResource(placed, MEMBERSHIP);
}

/** A cluster-scoped object. */
export function clusterMember(member: Member): Resource {
  return memberResource(member, MEMBERSHIP);
}

/** The labels on every object of the component. */
export function commonLabels(component: string) {
  return standardLabels('agent-sandbox', component);
}

// Reverse of the order of creation, after everything that uses agent-sandbox: first the controller, so that nothing makes
// new pods, then its rights, then CRDs and namespace.
const MEMBERSHIP = { labels: commonLabels, teardown: CONTROLLER_TEARDOWN };
