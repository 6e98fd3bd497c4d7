import type { ReferenceNode } from '../node';
import type { Schema } from '../schema';
import type { KubernetesTypes } from './types.generated';

export type * from './types.generated';

export interface KubernetesOptions {
  /** Kubernetes minor whose form of the type the upstream CRD embeds, e.g. `1.34`. @default the newest known */
  readonly asOf?: string;
}

/** A Kubernetes type embedded in an upstream kind; its definition is looked up when it is first used. */
export function kubernetes<N extends keyof KubernetesTypes>(
  name: N,
  { asOf }: KubernetesOptions = {},
): Schema<KubernetesTypes[N]> {
  const node: ReferenceNode = { kind: 'reference', name, embedded: true, ...(asOf !== undefined && { asOf }) };
  return { node };
}
