import type { Rule } from '../../../diagnostics/rule';
import { EXAMPLE_POLICY, exampleHarness } from '../example';
import { kagentRendering } from '../network';
import type { NemoClawHarnessProps } from '../props';

/** Who takes kagent's own policy knows what it opens. */
export const BASELINE_OPEN: Rule<NemoClawHarnessProps> = {
  id: 'KF5611',
  name: 'baseline-is-open',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'kagent’s own policy reaches skill registries and two package registries, the latter through tunnels that nobody looks into: code of strangers gets in, and data gets out.',
  fix: 'give a policy and set `sync`, or acknowledge the hosts',
  faults: ['F-KAG-17'],
  sources: ['facts/kagent.md §3', 'facts/verified.md §7'],
  check(props, report) {
    if (props.policy !== 'baseline') return;
    const hosts = kagentRendering(props)?.output.openedAnyway ?? [];
    report({
      path: ['policy'],
      problem: `kagent’s own policy opens ${[...hosts, 'and two package registries'].join(', ')}`,
      got: props.policy,
    });
  },
  examples: {
    failing: exampleHarness({ policy: 'baseline', sync: undefined }),
    mended: exampleHarness({ policy: EXAMPLE_POLICY }),
  },
};
