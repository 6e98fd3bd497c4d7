import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { compareQuantities, parseQuantity } from '../../../syntax/quantity';
import { exampleTemplateWith } from '../examples';
import { eachContainer, nameOf } from './pod-of';

// Bytes come in whole numbers; cpu is the one common resource that is divided.
const WHOLE = new Set(['memory', 'ephemeral-storage']);

/** Amounts of resources are quantities, and no request is above its limit. */
export const resourceAmounts: Rule<KubernetesObject> = {
  id: 'KF3020',
  name: 'resource-amounts',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema takes negative amounts, `512m` of memory (half a byte) and requests above their limits; the API server then refuses the pod, or the kernel kills its first process.',
  fix: 'write cpu like 250m and memory like 512Mi, with requests no larger than limits',
  faults: [],
  sources: ['apimachinery resource.ParseQuantity', 'core/v1 ValidateResourceRequirements'],
  check(object, report) {
    eachContainer(object, report, (container) => {
      for (const list of ['requests', 'limits'] as const) {
        container.entries(['resources', list], (spot, name) => {
          const parsed = parseQuantity(spot.value, { nonNegative: true, whole: WHOLE.has(name) });
          if (!parsed.ok) {
            spot.refuse({
              problem: `the ${name} ${list.slice(0, -1)} of ${nameOf(container)} is malformed: ${parsed.reason}`,
              got: spot.value,
              allowed: parsed.allowed,
              ...(parsed.suggestion !== undefined && { fix: `write ${JSON.stringify(parsed.suggestion)}` }),
            });
            return;
          }
          if (list === 'limits') return;
          container.look(['resources', 'limits', name], (limit) => {
            const most = parseQuantity(limit.value);
            if (limit.value === undefined || !most.ok || compareQuantities(parsed.value, most.value) <= 0) return;
            spot.refuse({
              problem: `the ${name} request of ${nameOf(container)} is above its limit`,
              got: spot.value,
              allowed: `at most ${most.value.text}`,
            });
          });
        });
      }
    });
  },
  examples: {
    failing: exampleTemplateWith({
      resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '1', memory: '512m' } },
    }),
    mended: exampleTemplateWith({
      resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { cpu: '1', memory: '512Mi' } },
    }),
  },
};
