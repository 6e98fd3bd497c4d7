import type { Resource } from '../../plan/resource';
import { standardLabels } from '../labels';
import { CONTROLLER_TEARDOWN, type Member, memberResource } from '../member';
import { gatewaySelector } from './names';
import type { Settings } from './settings';

// Reverse of the order of creation, and lower than agent-sandbox's controller, which still has to clear the sandboxes.
// Callers go first: a harness whose gateway is gone keeps its finalizer for ever. source: fault F-LIF-01
const TEARDOWN = { ...CONTROLLER_TEARDOWN, controller: 15 };

/** Keys of the namespaces, when they are made here. */
export const NAMESPACE_KEY = 'namespace';
export const SANDBOX_NAMESPACE_KEY = 'sandbox-namespace';

/** An object in the gateway's namespace, after it when the namespace is made here. */
export function gatewayMember(settings: Settings, member: Member): Resource {
  return placed(settings, member, settings.namespace, NAMESPACE_KEY);
}

/** An object in the namespace of the sandboxes, after it when the namespace is made here. */
export function sandboxMember(settings: Settings, member: Member): Resource {
  return placed(settings, member, settings.sandboxNamespace, SANDBOX_NAMESPACE_KEY);
}

/** An object in any namespace: one of the component's own, or a caller's, which somebody else has made. */
export function memberIn(settings: Settings, namespace: string, member: Member): Resource {
  if (namespace === settings.namespace) return gatewayMember(settings, member);
  if (namespace === settings.sandboxNamespace) return sandboxMember(settings, member);
  return memberResource({ ...member, namespace }, membership(settings));
}

/** A cluster-scoped object. */
export function clusterMember(settings: Settings, member: Member): Resource {
  return memberResource(member, membership(settings));
}

/** The labels on every object of the component, its own pods included. */
export function commonLabels({ name }: Settings, component: string) {
  return { ...standardLabels('openshell', component), ...gatewaySelector(name) };
}

/**
 * Labels of a pod of a Job: another name than the gateway's, whose Service would else send callers to it, as it does
 * with upstream's certgen. source: facts/openshell.md §2.3
 */
export function jobPodLabels({ name }: Settings, component: string) {
  return { ...standardLabels(`openshell-${component}`, component), 'app.kubernetes.io/instance': name };
}

function placed(settings: Settings, member: Member, namespace: string, key: string): Resource {
  const { dependsOn = [] } = member;
  const after = settings.ownsNamespaces ? [key, ...dependsOn] : dependsOn;
  return memberResource({ ...member, namespace, dependsOn: after }, membership(settings));
}

function membership(settings: Settings) {
  return { labels: (component: string) => commonLabels(settings, component), teardown: TEARDOWN };
}
