import type { Resource } from '../../plan/resource';
import { namespacedMember } from './member';
import type { Settings } from './settings';

/**
 * The ResourceQuota that lets pods of a `system-` priority class into this namespace, and no more than the controller
 * needs: old and new pods of a rollout together. Some clusters admit such pods only where a quota names their class.
 * source: Kubernetes, "Limit Priority Class consumption by default"
 */
export function priorityMembers(settings: Settings): Resource[] {
  if (!needsQuota(settings)) return [];
  return [
    namespacedMember(settings, {
      key: 'priority-quota',
      phase: 'guard',
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      name: 'agent-sandbox-controller-priority',
      component: 'controller',
      body: {
        spec: {
          hard: { pods: String(2 * settings.replicas) },
          scopeSelector: {
            matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: [settings.priorityClassName] }],
          },
        },
      },
    }),
  ];
}

export function priorityKeys(settings: Settings): string[] {
  return needsQuota(settings) ? ['priority-quota'] : [];
}

function needsQuota({ priorityClassName }: Settings): boolean {
  return priorityClassName.startsWith('system-');
}
