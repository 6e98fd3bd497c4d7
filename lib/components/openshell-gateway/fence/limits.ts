import { type Deferred, mapLeaf } from '../../../plan/leaf';
import type { Resource } from '../../../plan/resource';
import { sandboxMember } from '../member';
import type { GatewaySandboxes } from '../props';
import type { Settings } from '../settings';

type ContainerDefaults = NonNullable<GatewaySandboxes['containerDefaults']>;

const DEFAULTS = {
  requests: { cpu: '500m', memory: '2Gi' },
  limits: { cpu: '2', memory: '8Gi' },
};

/**
 * What a sandbox's containers get, because the driver says nothing of resources, and how many there may be. Without the
 * first, the second refuses every pod. source: facts/verified.md §2
 */
export function limitMembers(settings: Settings): Resource[] {
  const { containerDefaults, quota } = settings.props.sandboxes ?? {};
  const common = { phase: 'guard', apiVersion: 'v1', component: 'sandboxes', name: settings.name } as const;
  return [
    sandboxMember(settings, {
      ...common,
      key: 'sandboxes-limit-range',
      kind: 'LimitRange',
      body: {
        spec: { limits: [mapLeaf(containerDefaults ?? DEFAULTS, containerLimits)] },
      },
    }),
    ...(quota === undefined
      ? []
      : [
          sandboxMember(settings, {
            ...common,
            key: 'sandboxes-quota',
            kind: 'ResourceQuota',
            body: {
              spec: {
                hard: {
                  'count/sandboxes.agents.x-k8s.io': String(quota.sandboxes),
                  pods: String(quota.sandboxes),
                  ...quota.hard,
                },
              },
            },
          }),
        ]),
  ];
}

// In a LimitRange `default` are the limits.
function containerLimits({ requests, limits }: Exclude<ContainerDefaults, Deferred<unknown>>) {
  return {
    type: 'Container',
    ...(limits !== undefined && { default: limits }),
    ...(requests !== undefined && { defaultRequest: requests }),
  };
}

/** Keys of what a sandbox's pod is completed and counted by. */
export function limitKeys({ props }: Settings): string[] {
  return ['sandboxes-limit-range', ...(props.sandboxes?.quota === undefined ? [] : ['sandboxes-quota'])];
}
