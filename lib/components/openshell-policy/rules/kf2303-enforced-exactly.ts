import type { Rule } from '../../../diagnostics/rule';
import { nameOf } from '../../../policy/layers';
import type { OpenShellPolicyProps } from '../props';
import { explainOpenShellPolicy } from '../renderings';
import { examplePolicyProps } from './example-policy';

/** Every endpoint is enforced as it is written, by some layer, at every target. */
export const ENFORCED_EXACTLY: Rule<OpenShellPolicyProps> = {
  id: 'KF2303',
  name: 'enforced-exactly',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A policy reads the same whether something enforces it or not: without OpenShell in the pod nobody looks at processes, methods and paths, and a NetworkPolicy knows no names either.',
  fix: 'put OpenShell inside the target’s pods, or write what the fence can hold (no methods, binaries `/**`), or acknowledge what remains open',
  faults: ['F-KAG-16', 'F-NET-03', 'F-NET-06'],
  sources: ['DESIGN §7', 'facts/verified.md §7, §9'],
  check(props, report) {
    for (const [index, { target, unenforced }] of explainOpenShellPolicy(props).entries()) {
      for (const { endpoint, layers } of unenforced) {
        const said = layers.map(({ layer, verdict, consequence }) => `${layer} is ${verdict} (${consequence})`);
        report({
          path: ['attachTo', index],
          problem: `no layer enforces ${nameOf(endpoint)} exactly at ${target}: ${said.join('; ') || 'there is none'}`,
          got: props.attachTo[index],
        });
      }
    }
  },
  examples: {
    failing: examplePolicyProps({ attachTo: [{ pool: 'claude', inside: 'nothing' }] }),
    mended: examplePolicyProps({ attachTo: [{ pool: 'claude', inside: 'openshell' }] }),
  },
};
