import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parsePort, parsePortName } from '../../../syntax/port';
import { exampleTemplateWith } from '../examples';
import type { Spot } from '../spot';
import { eachContainer, nameOf } from './pod-of';

/** Ports of containers have numbers and names that exist. */
export const containerPorts: Rule<KubernetesObject> = {
  id: 'KF3018',
  name: 'container-ports',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema takes any number and any text; the API server refuses the pod, or the headless Service whose ports the controller derives from these.',
  fix: 'write a port from 1 to 65535, with a name of at most 15 characters or none',
  faults: [],
  sources: ['apimachinery validation.IsValidPortNum, IsValidPortName', 'facts/agent-sandbox.md §2.4'],
  check(object, report) {
    eachContainer(object, report, (container) => {
      const seen = new Set<unknown>();
      container.each(['ports'], (port) => {
        port.look(['containerPort'], (spot) => refuse(spot, container, parsePort(spot.value)));
        port.look(['name'], (spot) => {
          if (spot.value === undefined) return;
          refuse(spot, container, parsePortName(spot.value));
          if (seen.has(spot.value)) {
            spot.refuse({
              problem: `two ports of ${nameOf(container)} share one name`,
              got: spot.value,
              allowed: 'every name once',
            });
          }
          seen.add(spot.value);
        });
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({ ports: [{ name: 'code-interpreter-api', containerPort: 8888 }] }),
    mended: exampleTemplateWith({ ports: [{ name: 'api', containerPort: 8888 }] }),
  },
};

function refuse(
  spot: Spot,
  container: Spot,
  parsed: ReturnType<typeof parsePort> | ReturnType<typeof parsePortName>,
): void {
  if (parsed.ok) return;
  spot.refuse({
    problem: `a port of ${nameOf(container)} is malformed: ${parsed.reason}`,
    got: spot.value,
    allowed: parsed.allowed,
  });
}
