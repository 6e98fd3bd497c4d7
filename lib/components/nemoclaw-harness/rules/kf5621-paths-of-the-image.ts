import type { Rule } from '../../../diagnostics/rule';
import { pathsOfOtherImage } from '../confinement';
import { EXAMPLE_POLICY, exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';

const READ_WRITE = ['/sandbox', '/tmp', '/dev/null'];

/** The policy's paths are those of the backend's own image. */
export const PATHS_OF_THE_IMAGE: Rule<NemoClawHarnessProps> = {
  id: 'KF5621',
  name: 'paths-of-the-image',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A path that the image lacks is skipped at start with a line in the log; what was meant to be reachable is not.',
  fix: 'use the baseline of the backend, e.g. `baselines.hermes`',
  faults: ['F-POL-12'],
  sources: ['facts/kagent.md §3', 'OS #664'],
  check(props, report) {
    for (const path of pathsOfOtherImage(props)) {
      report({
        path: ['policy', 'filesystem'],
        problem: `the image of ${props.backend} has no ${path}`,
        got: path,
      });
    }
  },
  examples: {
    failing: exampleHarness({
      policy: {
        ...EXAMPLE_POLICY,
        filesystem: { includeWorkdir: true, readOnly: ['/usr', '/opt/hermes'], readWrite: READ_WRITE },
      },
    }),
    mended: exampleHarness({
      policy: { ...EXAMPLE_POLICY, filesystem: { includeWorkdir: true, readOnly: ['/usr'], readWrite: READ_WRITE } },
    }),
  },
};
