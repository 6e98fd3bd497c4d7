import type { Rule } from '../../../diagnostics/rule';
import { MALFORMED_IMAGE, malformedImageFindings } from '../../../images/rules/malformed-image';
import type { McpServerProps } from '../props';
import { exampleRun } from './example-server';
import { imagesOf } from './images-of';

/** What the pods run has a name that nodes read as it is meant. */
export const WELL_FORMED_IMAGE: Rule<McpServerProps> = {
  ...MALFORMED_IMAGE,
  check(props, report) {
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => malformedImageFindings(path, known));
    }
  },
  examples: {
    failing: exampleRun({ image: 'tools:1' }),
    mended: exampleRun({ image: `docker.io/library/tools@sha256:${'0'.repeat(64)}` }),
  },
};
