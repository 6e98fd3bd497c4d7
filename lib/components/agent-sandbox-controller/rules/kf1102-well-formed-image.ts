import type { Rule } from '../../../diagnostics/rule';
import { MALFORMED_IMAGE, malformedImageFindings } from '../../../images/rules/malformed-image';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';
import { imagesOf } from './images-of';

/** What the component runs has a name that nodes read as it is meant. */
export const WELL_FORMED_IMAGE: Rule<AgentSandboxControllerProps> = {
  ...MALFORMED_IMAGE,
  check(props, report) {
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => malformedImageFindings(path, known));
    }
  },
  examples: {
    failing: exampleController({ image: 'agent-sandbox-controller:v0.5.6' }),
    mended: exampleController({ image: `mirror.example/agent-sandbox-controller:v0.5.6@sha256:${'0'.repeat(64)}` }),
  },
};
