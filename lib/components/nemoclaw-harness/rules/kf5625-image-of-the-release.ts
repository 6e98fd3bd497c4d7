import type { Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import { exampleHarness } from '../example';
import { isReleaseImage } from '../image';
import type { NemoClawHarnessProps } from '../props';

const DIGEST = (digit: string) => `sha256:${digit.repeat(64)}`;

/** The image is the one that was run with this OpenShell. */
export const IMAGE_OF_THE_RELEASE: Rule<NemoClawHarnessProps> = {
  id: 'KF5625',
  name: 'image-of-the-release',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Images of NemoClaw are built for one version of OpenShell: in another the harness ends at its start, or does not confine itself as it should, and the message names neither. Which versions an image of your own fits is written nowhere that can be read here.',
  fix: 'leave `image` out, or mirror the release’s own under its digest; acknowledge one of your own with how it was tried',
  faults: ['F-REL-16'],
  sources: ['facts/nemoclaw.md §0, §3', 'facts/verified.md §1, §2', 'NC #12185'],
  check(props, report) {
    const { image } = props;
    if (image === undefined || isDeferred(image) || isReleaseImage(props)) return;
    report({
      path: ['image'],
      problem: 'nobody has run this image with the OpenShell of the release',
      got: image,
      allowed: 'the release’s own image, from any registry',
    });
  },
  examples: {
    failing: exampleHarness({ backend: 'hermes', image: `mirror.example/hermes-sandbox-base@${DIGEST('9')}` }),
    mended: exampleHarness({ backend: 'hermes', image: `mirror.example/hermes-sandbox-base@${DIGEST('0')}` }),
  },
};
