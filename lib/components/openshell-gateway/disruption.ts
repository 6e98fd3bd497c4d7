import type { Resource } from '../../plan/resource';
import { gatewayMember } from './member';
import { gatewaySelector } from './names';
import type { Settings } from './settings';

/** Lets a node drain: with the one pod that a gateway has, `minAvailable: 1` would block it for ever. source: fault F-GW-08 */
export function disruptionMember(settings: Settings): Resource {
  return gatewayMember(settings, {
    key: 'disruption-budget',
    phase: 'guard',
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    name: settings.name,
    component: 'gateway',
    body: {
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: gatewaySelector(settings.name) },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
  });
}
