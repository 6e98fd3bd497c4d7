import type { Rule } from '../../../diagnostics/rule';
import { findRelease } from '../../../releases';
import { binariesBeyondImage } from '../binaries';
import { EXAMPLE_POLICY, exampleHarness } from '../example';
import { isReleaseImage } from '../image';
import type { NemoClawHarnessProps } from '../props';

/** The policy speaks of programs that the backend's image is known to have. */
export const BINARIES_OF_THE_IMAGE: Rule<NemoClawHarnessProps> = {
  id: 'KF5624',
  name: 'binaries-of-the-image',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A host is open to the programs at these paths and to nobody else: where the image has them elsewhere, or lacks them, the agent is refused with HTTP code 000 although the rule is listed as applied.',
  fix: 'use the preset with the agent of this backend, or write the path that the kernel resolves in this image, and acknowledge one that you have looked up',
  faults: ['F-POL-25'],
  sources: ['facts/kagent.md §3', 'facts/nemoclaw.md §11.19', 'NC #4014, #2199'],
  check(props, report) {
    if (findRelease(props.controlPlane.platform.release) === undefined || !isReleaseImage(props)) return;
    for (const { path, binary, known } of binariesBeyondImage(props)) {
      report({
        path: ['policy', ...path],
        problem: `the image of ${props.backend} is not known to have this program`,
        got: binary,
        allowed: known.join(', '),
      });
    }
  },
  examples: {
    failing: exampleHarness({ policy: forPrograms('/usr/local/bin/goose') }),
    mended: exampleHarness({ policy: forPrograms('/usr/local/bin/node') }),
  },
};

function forPrograms(...binaries: readonly string[]) {
  const { tickets } = EXAMPLE_POLICY.networkPolicies ?? {};
  return { ...EXAMPLE_POLICY, networkPolicies: { tickets: { ...tickets, binaries } } };
}
