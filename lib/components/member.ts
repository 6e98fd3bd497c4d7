import type { Leaf } from '../plan/leaf';
import type { Phase } from '../plan/phase';
import { type Resource, type ResourceInput, resource } from '../plan/resource';

/** One object of a component, without what all objects of the component have in common. */
export interface Member extends Omit<ResourceInput, 'manifest' | 'scope' | 'teardown'> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
  /** `app.kubernetes.io/component`. */
  readonly component: string;
  readonly labels?: { readonly [key: string]: Leaf<string> };
  readonly annotations?: { readonly [key: string]: Leaf<string> };
  /** The fields beside metadata. */
  readonly body: { readonly [field: string]: unknown };
}

/** What all objects of a component have in common. */
export interface Membership {
  /** The labels of an object of that `app.kubernetes.io/component`. */
  readonly labels: (component: string) => { readonly [key: string]: string };
  readonly teardown: { readonly [P in Phase]: number };
}

/** A controller's objects on teardown, in reverse of their creation: first what works, then its rights, then CRDs and namespace. */
export const CONTROLLER_TEARDOWN: Membership['teardown'] = {
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

/** The member as a resource of its component. */
export function memberResource(member: Member, { labels: common, teardown }: Membership): Resource {
  const { apiVersion, kind, name, namespace, component, labels, annotations, body, ...plan } = member;
  return resource({
    ...plan,
    scope: namespace === undefined ? 'Cluster' : 'Namespaced',
    teardown: teardown[plan.phase],
    manifest: {
      apiVersion,
      kind,
      metadata: {
        name,
        ...(namespace !== undefined && { namespace }),
        labels: { ...common(component), ...labels },
        ...(annotations !== undefined && { annotations }),
      },
      ...body,
    },
  });
}
