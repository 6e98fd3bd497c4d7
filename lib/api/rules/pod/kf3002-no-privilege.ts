import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleContainer, exampleTemplateWith } from '../examples';
import { eachContainer, lookAtPod, nameOf } from './pod-of';
import { mayAddCapabilities } from './supervised-pod';

/** No container is privileged, adds capabilities, unmasks /proc or sets kernel parameters. */
export const noPrivilege: Rule<KubernetesObject> = {
  id: 'KF3002',
  name: 'no-privilege',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A privileged container or one with added capabilities can leave the sandbox; upstream sets and checks nothing here.',
  fix: 'remove the field; code that needs such rights belongs into a sandbox with `isolation: kata`, where the kernel is its own, and OpenShell’s supervisor into a pool with `enforcement: openshell`',
  faults: ['F-SBX-25'],
  sources: ['AS examples/policy/vap rules 4, 10, 13, 14', 'facts/agent-sandbox.md §2.9'],
  check(object, report) {
    lookAtPod(object, report, (pod) => {
      pod.look(['securityContext', 'sysctls'], (spot) => {
        if (Array.isArray(spot.value) && spot.value.length > 0) {
          spot.refuse({
            problem: 'the pod sets kernel parameters',
            got: spot.value,
            allowed: 'an empty list, or nothing',
          });
        }
      });
    });
    eachContainer(object, report, (container, pod) => {
      container.look(['securityContext', 'privileged'], (spot) => {
        if (spot.value === true) {
          spot.refuse({ problem: `${nameOf(container)} is privileged`, got: true, allowed: 'false, or nothing' });
        }
      });
      container.look(['securityContext', 'capabilities', 'add'], (spot) => {
        if (Array.isArray(spot.value) && spot.value.length > 0 && !mayAddCapabilities(container.value, pod.value)) {
          spot.refuse({
            problem: `${nameOf(container)} adds capabilities`,
            got: spot.value,
            allowed: 'an empty list, or nothing',
          });
        }
      });
      container.look(['securityContext', 'procMount'], (spot) => {
        if (spot.value !== undefined && spot.value !== 'Default') {
          spot.refuse({
            problem: `${nameOf(container)} sees /proc unmasked`,
            got: spot.value,
            allowed: 'Default, or nothing',
          });
        }
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({
      securityContext: {
        ...(exampleContainer().securityContext as object),
        capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] },
      },
    }),
    mended: exampleTemplateWith({}),
  },
};
