import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseDnsLabel } from '../../../syntax/names';
import { exampleTemplateWith } from '../examples';
import { eachContainer, lookAtPod } from './pod-of';

/** Every container has a name of its own that Kubernetes takes. */
export const containerNames: Rule<KubernetesObject> = {
  id: 'KF3017',
  name: 'container-names',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema takes any text; the API server refuses the pod that is made of it, and the Sandbox only says ReconcilerError.',
  fix: 'write the name in lower-case letters, digits and dashes, each name once in the pod',
  faults: [],
  sources: ['core/v1 validation of containers'],
  check(object, report) {
    lookAtPod(object, report, () => {
      const seen = new Set<unknown>();
      eachContainer(object, report, (container) => {
        container.look(['name'], (name) => {
          const parsed = parseDnsLabel(name.value);
          if (!parsed.ok) {
            name.refuse({
              problem: `the container name is malformed: ${parsed.reason}`,
              got: name.value,
              allowed: parsed.allowed,
            });
          } else if (seen.has(name.value)) {
            name.refuse({
              problem: 'two containers of the pod share one name',
              got: name.value,
              allowed: 'every name once',
            });
          }
          seen.add(name.value);
        });
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({ name: 'Claude_Code' }),
    mended: exampleTemplateWith({ name: 'claude-code' }),
  },
};
