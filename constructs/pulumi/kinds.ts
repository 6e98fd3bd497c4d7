import * as pulumi from '@pulumi/pulumi';
import type { KubernetesObject } from '../../lib/plan/resource';

/** The constructor of a resource class of `@pulumi/kubernetes`. */
export type ResourceClass = new (
  name: string,
  args: KubernetesObject,
  opts: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

type Module = Readonly<Record<string, ResourceClass>>;

// Built-in kinds need their typed classes: CustomResource would give `v1:ConfigMap` the wrong type token and would not
// mark a Secret's data. Sub-paths, loaded at first use, keep start-up short. source: facts/anchors.md §2
const BUILT_IN: Readonly<Record<string, () => unknown>> = {
  v1: () => require('@pulumi/kubernetes/core/v1'),
  'admissionregistration.k8s.io/v1': () => require('@pulumi/kubernetes/admissionregistration/v1'),
  'admissionregistration.k8s.io/v1beta1': () => require('@pulumi/kubernetes/admissionregistration/v1beta1'),
  'apiextensions.k8s.io/v1': () => require('@pulumi/kubernetes/apiextensions/v1'),
  'apps/v1': () => require('@pulumi/kubernetes/apps/v1'),
  'autoscaling/v2': () => require('@pulumi/kubernetes/autoscaling/v2'),
  'batch/v1': () => require('@pulumi/kubernetes/batch/v1'),
  'networking.k8s.io/v1': () => require('@pulumi/kubernetes/networking/v1'),
  'node.k8s.io/v1': () => require('@pulumi/kubernetes/node/v1'),
  'policy/v1': () => require('@pulumi/kubernetes/policy/v1'),
  'rbac.authorization.k8s.io/v1': () => require('@pulumi/kubernetes/rbac/v1'),
  'scheduling.k8s.io/v1': () => require('@pulumi/kubernetes/scheduling/v1'),
  'storage.k8s.io/v1': () => require('@pulumi/kubernetes/storage/v1'),
};

const CUSTOM = (): Module => require('@pulumi/kubernetes/apiextensions') as Module;

/** The class for an object's kind: the typed one for built-in kinds, `CustomResource` for all others. */
export function resourceClass({ apiVersion, kind }: KubernetesObject): ResourceClass {
  const load = BUILT_IN[apiVersion];
  const found = load ? (load() as Module)[kind] : CUSTOM().CustomResource;
  if (!found) throw new pulumi.RunError(`@pulumi/kubernetes has no class for ${apiVersion} ${kind}`);
  return found;
}
