import type { Leaf } from '../../plan/leaf';
import type { Phase } from '../../plan/phase';
import { type Resource, type ResourceInput, resource } from '../../plan/resource';
import { standardLabels } from '../labels';

/** One object of the component, without what follows from its place. */
export interface Member extends Omit<ResourceInput, 'manifest' | 'scope' | 'teardown'> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
  /** `app.kubernetes.io/component`. */
  readonly component: string;
  readonly labels?: { readonly [key: string]: Leaf<string> };
  /** The fields beside metadata. */
  readonly body: { readonly [field: string]: unknown };
}

// Reverse of the order of creation: what attaches the profile goes before what delivers it, or pods in between could not start.
const TEARDOWN: Record<Phase, number> = {
  guard: 10,
  workload: 20,
  gate: 20,
  controller: 20,
  state: 30,
  config: 40,
  identity: 50,
  crd: 60,
  namespace: 70,
};

/** An object of the component with the labels that all of them have. */
export function member({ apiVersion, kind, name, namespace, component, labels, body, ...plan }: Member): Resource {
  return resource({
    ...plan,
    scope: namespace === undefined ? 'Cluster' : 'Namespaced',
    teardown: TEARDOWN[plan.phase],
    manifest: {
      apiVersion,
      kind,
      metadata: {
        name,
        ...(namespace !== undefined && { namespace }),
        labels: { ...commonLabels(component), ...labels },
      },
      ...body,
    },
  });
}

/** The labels on every object of the component. */
export function commonLabels(component: string) {
  return standardLabels('seccomp-profile', component);
}
