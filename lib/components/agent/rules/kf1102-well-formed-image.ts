import type { Rule } from '../../../diagnostics/rule';
import { MALFORMED_IMAGE, malformedImageFindings } from '../../../images/rules/malformed-image';
import type { AgentProps } from '../props';
import { exampleByo } from './example-agent';
import { imagesOf } from './images-of';

/** What the agent brings has a name that nodes read as it is meant. */
export const WELL_FORMED_IMAGE: Rule<AgentProps> = {
  ...MALFORMED_IMAGE,
  check(props, report) {
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => malformedImageFindings(path, known));
    }
  },
  examples: { failing: { ...exampleByo(), byo: { image: 'helper:1' } }, mended: exampleByo() },
};
