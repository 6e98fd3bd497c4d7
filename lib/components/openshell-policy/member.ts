import type { KubernetesObject } from '../../plan/resource';
import { standardLabels } from '../labels';
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
    labels: standardLabels(name, component),
    ...(annotations && { annotations }),
  };
}
