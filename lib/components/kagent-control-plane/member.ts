import type { Resource } from '../../plan/resource';
import { standardLabels } from '../labels';
import { CONTROLLER_TEARDOWN, type Member, memberResource } from '../member';
import type { Settings } from './settings';

/** An object in the control plane's namespace: after it when the namespace is made here. */
export function controlPlaneMember(settings: Settings, member: Member): Resource {
  return memberIn(settings, settings.namespace, member);
}

/** An object in one of the watched namespaces. */
export function memberIn(settings: Settings, namespace: string, member: Member): Resource {
  const { dependsOn = [] } = member;
  const waits = settings.ownsNamespace && namespace === settings.namespace;
  return memberResource(
    { ...member, namespace, dependsOn: waits ? ['namespace', ...dependsOn] : dependsOn },
    MEMBERSHIP,
  );
}

/** A cluster-scoped object. */
export function clusterMember(member: Member): Resource {
  return memberResource(member, MEMBERSHIP);
}

/** The labels on every object of the component. */
export function commonLabels(component: string) {
  return standardLabels('kagent', component);
}

// Reverse of the order of creation, after the agents and harnesses: first the controller, so that nothing is made anew,
// then the database and the rights, then CRDs and namespace. source: facts/kagent.md §10.2
const MEMBERSHIP = { labels: commonLabels, teardown: CONTROLLER_TEARDOWN };
