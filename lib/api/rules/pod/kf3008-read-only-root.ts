import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleContainer, exampleTemplateWith } from '../examples';
import { eachContainer, nameOf } from './pod-of';

/** The root filesystem is read-only; what is written goes to a volume. */
export const readOnlyRoot: Rule<KubernetesObject> = {
  id: 'KF3008',
  name: 'read-only-root',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'On a writable root filesystem an agent can replace the programs of its own image, and what it writes counts against the node’s disk until the pod is evicted.',
  fix: 'set `readOnlyRootFilesystem: true` and mount an emptyDir where the program writes, e.g. on /tmp',
  faults: [],
  sources: ['DESIGN §9', 'AS issue #729 (evicted sandboxes stay Failed)'],
  check(object, report) {
    eachContainer(object, report, (container) => {
      container.look(['securityContext', 'readOnlyRootFilesystem'], (spot) => {
        if (spot.value === true) return;
        spot.refuse({
          problem: `${nameOf(container)} can write to its root filesystem`,
          got: spot.value,
          allowed: 'true',
        });
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({
      securityContext: { ...(exampleContainer().securityContext as object), readOnlyRootFilesystem: false },
    }),
    mended: exampleTemplateWith({}),
  },
};
