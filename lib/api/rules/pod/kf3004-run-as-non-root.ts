import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleContainer, exampleTemplateWith } from '../examples';
import type { Spot } from '../spot';
import { eachContainer, nameOf } from './pod-of';
import { mayRunAsRoot } from './supervised-pod';

/** Every container runs as another user than root, by its own setting or the pod's. */
export const runAsNonRoot: Rule<KubernetesObject> = {
  id: 'KF3004',
  name: 'run-as-non-root',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Images often start as root; nothing upstream forbids it, and root in the container is root in whatever it breaks into.',
  fix: 'set `securityContext: { runAsNonRoot: true, runAsUser: <uid above 0> }` on the pod or on the container',
  faults: [],
  sources: ['Kubernetes Pod Security Standards, restricted', 'AS examples/policy/vap rule 7'],
  check(object, report) {
    eachContainer(object, report, (container, pod) => {
      if (mayRunAsRoot(container.value, pod.value)) return;
      effective(container, pod, 'runAsNonRoot', (spot) => {
        if (spot.value === true) return;
        spot.refuse({ problem: `${nameOf(container)} may run as root`, got: spot.value, allowed: 'true' });
      });
      effective(container, pod, 'runAsUser', (spot) => {
        if (spot.value !== 0) return;
        spot.refuse({ problem: `${nameOf(container)} runs as root`, got: 0, allowed: 'a user id above 0' });
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({
      securityContext: { ...(exampleContainer().securityContext as object), runAsNonRoot: false },
    }),
    mended: exampleTemplateWith({}),
  },
};

/** The container's own setting, or else the pod's; what is set nowhere is reported at the container. */
function effective(container: Spot, pod: Spot, field: string, visit: (spot: Spot) => void): void {
  container.look(['securityContext', field], (own) => {
    if (own.value !== undefined) return visit(own);
    pod.look(['securityContext', field], (inherited) => visit(inherited.value === undefined ? own : inherited));
  });
}
