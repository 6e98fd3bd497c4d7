import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleWarmPool } from '../examples';
import { Spot } from '../spot';

/** Beyond what upstream itself tests with one pool. source: facts/agent-sandbox.md §6 */
const LARGEST = 1000;

/** A pool keeps no more sandboxes warm than anybody has tried. */
export const warmPoolSize: Rule<KubernetesObject> = {
  id: 'KF3109',
  name: 'warm-pool-size',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The schema has no maximum: one more digit starts a storm of pods that fills the cluster, and each member is a pod, maybe a PersistentVolume as well.',
  fix: 'lower `replicas`, spread them over several pools, and cap the namespace with a ResourceQuota on count/sandboxes.agents.x-k8s.io',
  faults: ['F-SBX-18'],
  sources: ['AS #251', 'facts/agent-sandbox.md §1.5, §6'],
  check(object, report) {
    Spot.of(object, report).look(['spec', 'replicas'], (spot) => {
      if (typeof spot.value !== 'number' || spot.value <= LARGEST) return;
      spot.refuse({
        problem: `the pool keeps ${spot.value} sandboxes warm`,
        got: spot.value,
        allowed: `at most ${LARGEST}`,
      });
    });
  },
  examples: { failing: exampleWarmPool({ replicas: 50000 }), mended: exampleWarmPool({ replicas: 500 }) },
};
