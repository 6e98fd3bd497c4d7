import type { Rule } from '../../../diagnostics/rule';
import type { PlatformRef } from '../../../platform/platform-ref';
import { CLUSTER_RULES } from '../../../platform/rules';
import { liftRule } from '../../../platform/rules/lift';
import type { KagentResourceProps } from '../props';
import { exampleControlPlane } from './example-control-plane';
import { KAGENT_NAMES, type NamedResource } from './kf5401-kagent-names';
import { WATCHED_NAMESPACE } from './kf5402-watched-namespace';

/** How the rules that hold for every custom resource of kagent find their input in the props of one component. */
export interface KagentResourceLift<Props extends KagentResourceProps> {
  /** Kind of an object that upstream makes under the same name and that has the strictest syntax. */
  readonly namedLike: NamedResource['namedLike'];
  /** A definition of the component around these, without another fault. */
  readonly example: (resource: Pick<KagentResourceProps, 'controlPlane' | 'namespace' | 'name'>) => Props;
}

/** The rules over the platform, the control plane, namespace and name. */
export function kagentResourceRules<Props extends KagentResourceProps>({
  namedLike,
  example,
}: KagentResourceLift<Props>): readonly Rule<Props>[] {
  const platform = {
    read: ({ controlPlane }: Props) => controlPlane.platform,
    place: (path: readonly (string | number)[]) => ['controlPlane', 'platform', ...path],
    embed: (ref: PlatformRef) => example({ controlPlane: exampleControlPlane({ platform: ref }), name: 'it' }),
  };
  const named = {
    read: ({ controlPlane, namespace, name }: Props): NamedResource => ({
      controlPlane,
      name,
      namedLike,
      ...(namespace !== undefined && { namespace }),
    }),
    place: (path: readonly (string | number)[]) => path,
    embed: ({ namedLike: _, ...resource }: NamedResource) => example(resource),
  };
  return [
    ...CLUSTER_RULES.map((rule) => liftRule(rule, platform)),
    liftRule(KAGENT_NAMES, named),
    liftRule(WATCHED_NAMESPACE, named),
  ];
}
