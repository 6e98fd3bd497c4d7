import type { Resource } from '../../plan/resource';
import { controlPlaneMember } from './member';
import { partSelector } from './names';
import type { Settings } from './settings';

/** One pod of each part is evicted at a time; a single one lets its node drain. Upstream has no budgets. source: facts/kagent.md §10.20 */
export function disruptionMembers(settings: Settings): Resource[] {
  const { names, props } = settings;
  return [
    budget(settings, 'disruption-budget', names.controller, 'controller'),
    ...(props.ui === false ? [] : [budget(settings, 'ui-disruption-budget', names.ui, 'ui')]),
  ];
}

function budget(settings: Settings, key: string, name: string, part: string): Resource {
  return controlPlaneMember(settings, {
    key,
    phase: 'guard',
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    name,
    component: part,
    body: {
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: partSelector(settings.prefix, part) },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
  });
}
