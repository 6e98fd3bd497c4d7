import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleTemplateWith } from '../examples';
import { eachContainer, nameOf } from './pod-of';

/** Every container gives up all capabilities and the way to gain new ones. */
export const noPrivilegeEscalation: Rule<KubernetesObject> = {
  id: 'KF3003',
  name: 'no-privilege-escalation',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Without these two fields a container keeps the runtime’s default capabilities and may gain rights through setuid programs; namespaces under Pod Security `restricted` refuse its pods, and the Sandbox only says ReconcilerError.',
  fix: 'set `allowPrivilegeEscalation: false` and `capabilities: { drop: [ALL] }` on every container, init containers included',
  faults: [],
  sources: ['Kubernetes Pod Security Standards, restricted', 'AS examples/policy/vap rule 5'],
  check(object, report) {
    eachContainer(object, report, (container) => {
      container.look(['securityContext', 'allowPrivilegeEscalation'], (spot) => {
        if (spot.value === false) return;
        spot.refuse({ problem: `${nameOf(container)} may gain privileges`, got: spot.value, allowed: 'false' });
      });
      container.look(['securityContext', 'capabilities', 'drop'], (spot) => {
        if (Array.isArray(spot.value) && spot.value.includes('ALL')) return;
        spot.refuse({ problem: `${nameOf(container)} keeps capabilities`, got: spot.value, allowed: '["ALL"]' });
      });
    });
  },
  examples: {
    failing: exampleTemplateWith({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    }),
    mended: exampleTemplateWith({}),
  },
};
