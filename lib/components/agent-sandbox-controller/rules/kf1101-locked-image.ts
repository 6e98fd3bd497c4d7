import type { Rule } from '../../../diagnostics/rule';
import { UNLOCKED_IMAGE, unlockedImageFindings } from '../../../images/rules/unlocked-image';
import { examplePlatform } from '../../../platform/rules/example-platform';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';
import { imagesOf } from './images-of';

/** What the component runs has a digest. */
export const LOCKED_IMAGE: Rule<AgentSandboxControllerProps> = {
  ...UNLOCKED_IMAGE,
  check(props, report) {
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => unlockedImageFindings(path, known, props.platform));
    }
  },
  examples: {
    failing: exampleController({ platform: examplePlatform({ images: {} }) }),
    mended: exampleController({ platform: examplePlatform() }),
  },
};
