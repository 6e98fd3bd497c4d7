import type { Rule } from '../../../diagnostics/rule';
import { UNLOCKED_IMAGE, unlockedImageFindings } from '../../../images/rules/unlocked-image';
import { platformOf } from '../../kagent-resource/place';
import type { McpServerProps } from '../props';
import { exampleRun } from './example-server';
import { imagesOf } from './images-of';

/** What the pods run has a digest. */
export const LOCKED_IMAGE: Rule<McpServerProps> = {
  ...UNLOCKED_IMAGE,
  check(props, report) {
    for (const { path, image } of imagesOf(props)) {
      report.whenKnown(path, image, (known) => unlockedImageFindings(path, known, platformOf(props)));
    }
  },
  examples: {
    failing: exampleRun({ image: 'registry.example/tools:1' }),
    mended: exampleRun({ image: `registry.example/tools:1@sha256:${'0'.repeat(64)}` }),
  },
};
