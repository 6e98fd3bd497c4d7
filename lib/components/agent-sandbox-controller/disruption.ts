import type { Resource } from '../../plan/resource';
import { namespacedMember } from './member';
import { CONTROLLER, SELECTOR } from './names';
import type { Settings } from './settings';

/**
 * At most one pod is evicted at a time. With a single replica this lets a node drain, where `minAvailable: 1` would
 * block it for ever; with more, the others go on converting.
 */
export function disruptionMember(settings: Settings): Resource {
  return namespacedMember(settings, {
    key: 'disruption-budget',
    phase: 'guard',
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    name: CONTROLLER,
    component: 'controller',
    body: {
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: SELECTOR },
        // A pod that is not ready converts nothing, so nothing is gained by keeping it.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
  });
}
