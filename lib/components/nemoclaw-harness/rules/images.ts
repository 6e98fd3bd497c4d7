import type { Rule } from '../../../diagnostics/rule';
import { MALFORMED_IMAGE, malformedImageFindings } from '../../../images/rules/malformed-image';
import { UNLOCKED_IMAGE, unlockedImageFindings } from '../../../images/rules/unlocked-image';
import { exampleControlPlane, exampleHarness, exampleHarnessPlatform } from '../example';
import { chosenImage } from '../image';
import type { NemoClawHarnessProps } from '../props';

/** The image of a harness is by digest: its own, the release's or the platform lock's. */
export const LOCKED_IMAGE: Rule<NemoClawHarnessProps> = {
  ...UNLOCKED_IMAGE,
  check(props, report) {
    const { platform } = props.controlPlane;
    report.whenKnown(['image'], chosenImage(props), (image) => unlockedImageFindings(['image'], image, platform));
  },
  examples: {
    failing: exampleHarness({
      backend: 'hermes',
      controlPlane: exampleControlPlane({ platform: exampleHarnessPlatform({ images: {} }) }),
    }),
    mended: exampleHarness({ backend: 'hermes' }),
  },
};

/** The image of a harness can be read. */
export const WELL_FORMED_IMAGE: Rule<NemoClawHarnessProps> = {
  ...MALFORMED_IMAGE,
  check({ image }, report) {
    report.whenKnown(['image'], image, (known) => malformedImageFindings(['image'], known));
  },
  examples: {
    failing: exampleHarness({ image: 'sandbox-base:1.0@sha256:123' }),
    mended: exampleHarness({ image: `mirror.example/sandbox-base:1.0@sha256:${'1'.repeat(64)}` }),
  },
};
