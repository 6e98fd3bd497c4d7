import type { Rule } from '../../../diagnostics/rule';
import { UNLOCKED_IMAGE, unlockedImageFindings } from '../../../images/rules/unlocked-image';
import { exampleControlPlane, exampleControlPlanePlatform } from '../example';
import { imagesOf } from '../images';
import { platformOf } from '../place';
import type { KagentControlPlaneProps } from '../props';

/** What the component runs has a digest. */
export const LOCKED_IMAGE: Rule<KagentControlPlaneProps> = {
  ...UNLOCKED_IMAGE,
  check(props, report) {
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => unlockedImageFindings(path, known, platformOf(props)));
    }
  },
  examples: {
    failing: exampleControlPlane({ platform: exampleControlPlanePlatform({ images: {} }) }),
    mended: exampleControlPlane(),
  },
};
