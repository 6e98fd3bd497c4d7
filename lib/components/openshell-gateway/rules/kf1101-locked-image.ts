import type { Rule } from '../../../diagnostics/rule';
import { UNLOCKED_IMAGE, unlockedImageFindings } from '../../../images/rules/unlocked-image';
import { exampleGateway, exampleGatewayPlatform } from '../example';
import { platformOf } from '../place';
import type { OpenShellGatewayProps } from '../props';
import { imagesOf } from './images-of';

/** What the component runs has a digest. */
export const LOCKED_IMAGE: Rule<OpenShellGatewayProps> = {
  ...UNLOCKED_IMAGE,
  check(props, report) {
    const platform = platformOf(props);
    if (platform === undefined) return;
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => unlockedImageFindings(path, known, platform));
    }
  },
  examples: {
    failing: exampleGateway({ platform: exampleGatewayPlatform({ images: {} }) }),
    mended: exampleGateway(),
  },
};
