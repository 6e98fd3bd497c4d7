import type { Rule } from '../../../diagnostics/rule';
import { EXAMPLE_POLICY, exampleHarness } from '../example';
import { readingOf } from '../network';
import type { NemoClawHarnessProps } from '../props';

/** A harness has a policy that can be read. */
export const POLICY_GIVEN: Rule<NemoClawHarnessProps> = {
  id: 'KF5610',
  name: 'harness-has-a-policy',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without one kagent’s own policy is all there is, and it opens hosts that nobody here has read; a file with an unknown key is refused by OpenShell as a whole.',
  fix: 'give a policy, or say `baseline` for kagent’s own',
  faults: ['F-POL-21'],
  sources: ['facts/kagent.md §3', 'facts/openshell.md §1.9'],
  check(props, report) {
    const { policy } = props;
    if (policy !== 'baseline' && (typeof policy !== 'object' || policy === null)) {
      report({
        path: ['policy'],
        problem: 'nothing says what the sandbox may reach',
        got: policy,
        allowed: 'a policy, { yaml }, or baseline',
      });
      return;
    }
    for (const finding of readingOf(props).findings) report({ ...finding, path: ['policy', 'yaml', ...finding.path] });
  },
  examples: {
    failing: exampleHarness({ policy: undefined }),
    mended: exampleHarness({ policy: EXAMPLE_POLICY }),
  },
};
