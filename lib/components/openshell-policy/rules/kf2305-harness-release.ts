import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { platformOf } from '../place';
import type { OpenShellPolicyProps } from '../props';
import { EXAMPLE_HARNESS, examplePolicyOn, examplePolicyProps } from './example-policy';

/** A harness is attached to where kagent can run it. */
export const HARNESS_RELEASE: Rule<OpenShellPolicyProps> = {
  id: 'KF2305',
  name: 'harness-release',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent 0.9 drives OpenShell up to 0.0.52 only; with a newer one a harness never becomes ready, so nothing would ever be under the policy.',
  fix: 'use the release KAGENT_0_9, or attach the policy to a supervised pool',
  faults: ['F-REL-01', 'F-REL-02'],
  sources: ['facts/openshell.md §7', 'facts/verified.md §1'],
  check(props, report) {
    const { release } = platformOf(props);
    if (release === 'KAGENT_0_9') return;
    for (const [index, target] of props.attachTo.entries()) {
      if ('harness' in target) {
        report({
          path: ['attachTo', index],
          problem: `harnesses do not run under ${release}`,
          got: target.harness,
          allowed: 'KAGENT_0_9',
        });
      }
    }
  },
  examples: {
    failing: examplePolicyOn(examplePlatform(), { attachTo: [EXAMPLE_HARNESS] }),
    mended: examplePolicyProps({ attachTo: [EXAMPLE_HARNESS] }),
  },
};
