import type { Rule } from '../../../diagnostics/rule';
import { UNLOCKED_IMAGE, unlockedImageFindings } from '../../../images/rules/unlocked-image';
import { platformOf } from '../../kagent-resource/place';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';
import { imagesOf } from './images-of';

/** What the agent brings has a digest. */
export const LOCKED_IMAGE: Rule<AgentProps> = {
  ...UNLOCKED_IMAGE,
  check(props, report) {
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => unlockedImageFindings(path, known, platformOf(props)));
    }
  },
  examples: {
    failing: exampleAgent({}, { skills: { refs: ['registry.example/skills/tickets:1'] } }),
    mended: exampleAgent({}, { skills: { refs: [`registry.example/skills/tickets:1@sha256:${'0'.repeat(64)}`] } }),
  },
};
