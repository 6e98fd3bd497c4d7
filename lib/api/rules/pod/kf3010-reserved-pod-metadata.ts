import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { examplePod, exampleTemplate } from '../examples';
import { Spot } from '../spot';

const RESERVED = ['agents.x-k8s.io/', 'extensions.agents.x-k8s.io/'] as const;

/** Labels and annotations for pods stay outside the prefixes that the controller keeps for itself. */
export const reservedPodMetadata: Rule<KubernetesObject> = {
  id: 'KF3010',
  name: 'reserved-pod-metadata',
  severity: 'error',
  acknowledge: 'never',
  why: 'The controller drops these keys without a word, so a NetworkPolicy or PodDisruptionBudget that selects them matches no pod.',
  fix: 'use a prefix of your own, e.g. `team.example/name`',
  faults: ['F-SBX-21'],
  sources: ['AS controllers/sandbox_controller.go, hasSystemReservedPrefix', 'facts/agent-sandbox.md §2.7'],
  check(object, report) {
    for (const kind of ['labels', 'annotations'] as const) {
      Spot.of(object, report).entries(['spec', 'podTemplate', 'metadata', kind], (spot, key) => {
        if (!RESERVED.some((prefix) => key.startsWith(prefix))) return;
        spot.refuse({
          problem: `the key ${key} is reserved for the controller and never reaches a pod`,
          got: spot.value,
          allowed: `keys without the prefixes ${RESERVED.join(' and ')}`,
        });
      });
    }
  },
  examples: {
    failing: exampleTemplate(
      {},
      { podTemplate: { metadata: { labels: { 'agents.x-k8s.io/team': 'a' } }, spec: examplePod() } },
    ),
    mended: exampleTemplate(
      {},
      { podTemplate: { metadata: { labels: { 'team.example/name': 'a' } }, spec: examplePod() } },
    ),
  },
};
