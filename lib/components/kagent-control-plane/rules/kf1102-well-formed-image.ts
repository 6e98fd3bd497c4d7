import type { Rule } from '../../../diagnostics/rule';
import { MALFORMED_IMAGE, malformedImageFindings } from '../../../images/rules/malformed-image';
import { exampleControlPlane } from '../example';
import { imagesOf } from '../images';
import type { KagentControlPlaneProps } from '../props';

/** What the component runs has a name that nodes read as it is meant. */
export const WELL_FORMED_IMAGE: Rule<KagentControlPlaneProps> = {
  ...MALFORMED_IMAGE,
  check(props, report) {
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => malformedImageFindings(path, known));
    }
  },
  examples: {
    failing: exampleControlPlane({ controller: { image: 'kagent-controller:0.9.12' } }),
    mended: exampleControlPlane({ controller: { image: `mirror.example/controller:0.9.12@sha256:${'0'.repeat(64)}` } }),
  },
};
