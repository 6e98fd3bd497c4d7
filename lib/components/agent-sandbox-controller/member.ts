import type { Leaf } from '../../plan/leaf';
import type { Phase } from '../../plan/phase';
import { type Resource, type ResourceInput, resource } from '../../plan/resource';
import { standardLabels } from '../labels';
import type { Settings } from './settings';

/** One object of the component, without what follows from its place. */
export interface Member extends Omit<ResourceInput, 'manifest' | 'scope' | 'teardown'> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** `app.kubernetes.io/component`. */
  readonly component: string;
  readonly labels?: { readonly [key: string]: Leaf<string> };
  readonly annotations?: { readonly [key: string]: Leaf<string> };
  /** The fields beside metadata. */
  readonly body: { readonly [field: string]: unknown };
}

// Reverse of the order of creation, after everything that uses agent-sandbox: first the controller, so that nothing makes
// new pods, then its rights, then CRDs and namespace.
const TEARDOWN: Record<Phase, number> = {
  workload: 0,
  gate: 10,
  controller: 20,
  state: 30,
  config: 40,
  guard: 50,
  identity: 60,
  crd: 70,
  namespace: 80,
};

/** A namespaced object: in the controller's namespace, after it when the namespace is made here. */
export function namespacedMember(settings: Settings, member: Member): Resource {
  const dependsOn = settings.ownsNamespace ? ['namespace', ...(member.dependsOn ?? [])] : member.dependsOn;
  return build({ ...member, dependsOn }, settings.namespace);
}

/** A cluster-scoped object. */
export function clusterMember(member: Member): Resource {
  return build(member, undefined);
}

function build(member: Member, namespace: string | undefined): Resource {
  const { apiVersion, kind, name, component, labels, annotations, body, dependsOn, ...plan } = member;
  return resource({
    ...plan,
    ...(dependsOn !== undefined && { dependsOn }),
    scope: namespace === undefined ? 'Cluster' : 'Namespaced',
    teardown: TEARDOWN[plan.phase],
    manifest: {
      apiVersion,
      kind,
      metadata: {
        name,
        ...(namespace !== undefined && { namespace }),
        labels: { ...commonLabels(component), ...labels },
        ...(annotations !== undefined && { annotations }),
      },
      ...body,
    },
  });
}

/** The labels on every object of the component. */
export function commonLabels(component: string) {
  return standardLabels('agent-sandbox', component);
}
