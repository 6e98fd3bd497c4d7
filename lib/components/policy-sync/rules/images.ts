import type { Rule } from '../../../diagnostics/rule';
import { MALFORMED_IMAGE, malformedImageFindings } from '../../../images/rules/malformed-image';
import { UNLOCKED_IMAGE, unlockedImageFindings } from '../../../images/rules/unlocked-image';
import { exampleRun, type SyncRun } from './run';

/** The program's image has a digest, its own or one from the lock. */
export const LOCKED_IMAGE: Rule<SyncRun> = {
  ...UNLOCKED_IMAGE,
  check({ gateway, program: { image } }, report) {
    report.whenKnown(['image'], image, (known) => unlockedImageFindings(['image'], known, gateway.platform));
  },
  examples: {
    failing: exampleRun({ image: 'registry.example/kagent-fleet:1.0.0' }),
    mended: exampleRun(),
  },
};

/** The program's image is there and can be read. */
export const WELL_FORMED_IMAGE: Rule<SyncRun> = {
  ...MALFORMED_IMAGE,
  check({ program: { image } }, report) {
    if (image === undefined) {
      report({ path: ['image'], problem: 'nothing says which image runs the program', allowed: 'an image by digest' });
    }
    report.whenKnown(['image'], image, (known) => malformedImageFindings(['image'], known));
  },
  examples: {
    failing: exampleRun({ image: 'registry.example/kagent-fleet@sha256:123' }),
    mended: exampleRun(),
  },
};
