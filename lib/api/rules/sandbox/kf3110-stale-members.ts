import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleWarmPool } from '../examples';
import { Spot } from '../spot';

/** A pool hands out no sandbox of an older template. */
export const staleMembers: Rule<KubernetesObject> = {
  id: 'KF3110',
  name: 'stale-members',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Under OnReplenish, the default, members made from the old template are still handed to claims until they are used up: a security fix in the image is not in effect although the template shows it.',
  fix: 'set `updateStrategy: { type: Recreate }`, or delete the stale members after each edit of the template',
  faults: ['F-SBX-14'],
  sources: ['facts/agent-sandbox.md §1.5, §2.1'],
  check(object, report) {
    Spot.of(object, report).look(['spec', 'updateStrategy', 'type'], (spot) => {
      if (spot.value !== undefined && spot.value !== 'OnReplenish') return;
      spot.refuse({
        problem: `stale members are handed out${spot.value === undefined ? ', because OnReplenish is the default' : ''}`,
        got: spot.value,
        allowed: 'Recreate',
      });
    });
  },
  examples: { failing: exampleWarmPool({ updateStrategy: undefined }), mended: exampleWarmPool() },
};
