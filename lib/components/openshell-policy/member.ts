import type { KubernetesObject } from '../../plan/resource';
import type { OpenShellPolicyProps } from './props';

/** Metadata of an object of the component. */
export function metadataOf(
  { name }: OpenShellPolicyProps,
  component: string,
  object: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: { readonly [key: string]: string };
  },
): KubernetesObject['metadata'] {
  const { annotations, ...rest } = object;
  return {
    ...rest,
    labels: {
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/component': component,
      'app.kubernetes.io/part-of': 'kagent-fleet',
      'app.kubernetes.io/managed-by': 'kagent-fleet',
    },
    ...(annotations && { annotations }),
  };
}
