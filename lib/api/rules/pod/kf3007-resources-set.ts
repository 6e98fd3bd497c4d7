import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleTemplateWith } from '../examples';
import { eachContainer, nameOf } from './pod-of';

const WANTED = [
  ['requests', 'cpu'],
  ['requests', 'memory'],
  ['limits', 'memory'],
] as const;

/** Every container says what it needs and how much memory it may take. */
export const resourcesSet: Rule<KubernetesObject> = {
  id: 'KF3007',
  name: 'resources-set',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Without requests the scheduler packs a warm pool onto one node, without a memory limit one sandbox takes the node’s memory, and a ResourceQuota on cpu or memory refuses the pod: the Sandbox only says ReconcilerError.',
  fix: 'set `resources.requests.cpu`, `resources.requests.memory` and `resources.limits.memory` on every container',
  faults: ['F-SBX-18'],
  sources: ['facts/verified.md §2', 'AS examples/policy/vap rule 6'],
  check(object, report) {
    eachContainer(object, report, (container, pod) => {
      // Resources of the pod as a whole stand for those of its containers. source: Kubernetes, pod-level resources
      pod.look(['resources'], (whole) => {
        for (const path of WANTED) {
          container.look(['resources', ...path], (spot) => {
            if (spot.value !== undefined) return;
            whole.look(path, (shared) => {
              if (shared.value !== undefined) return;
              spot.refuse({
                problem: `${nameOf(container)} has no ${path[1]} ${path[0].slice(0, -1)}`,
                allowed: 'a quantity, e.g. "512Mi" or "250m"',
              });
            });
          });
        }
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({ resources: { requests: { cpu: '250m' } } }),
    mended: exampleTemplateWith({}),
  },
};
