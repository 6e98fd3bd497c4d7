import type { Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import { EXAMPLE_PROGRAM } from '../../policy-sync/example';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';
import { harnessStateOf } from '../state';
import { programOf } from '../sync';

/** Who writes the policy is said in a way that means something. */
export const SYNC_SHAPE: Rule<NemoClawHarnessProps> = {
  id: 'KF5623',
  name: 'harness-sync-shape',
  severity: 'error',
  acknowledge: 'never',
  why: 'Whether the policy counts as enforced depends on it: a value that means nothing would be taken for either, and a program without a row to write runs for nothing.',
  fix: 'say `true` where somebody runs `kagent-fleet sync`, or give the program that is to run here as a Job',
  faults: ['F-POL-10'],
  sources: ['DESIGN §4', 'facts/verified.md §7'],
  check(props, report) {
    const sync: unknown = props.sync;
    if (sync === undefined || typeof sync === 'boolean') return;
    if (isDeferred(sync) || programOf(props) === undefined) {
      report({
        path: ['sync'],
        problem: 'this says of nobody that they write the policy',
        allowed: 'true, false, or { image, … }',
      });
      return;
    }
    if (harnessStateOf(props).length > 0) return;
    report({ path: ['sync'], problem: 'there is no policy to write and nothing to verify', allowed: 'no `sync`' });
  },
  examples: {
    failing: exampleHarness({ sync: 'job' }),
    mended: exampleHarness({ sync: EXAMPLE_PROGRAM }),
  },
};
