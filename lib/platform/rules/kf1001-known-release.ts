import type { Rule } from '../../diagnostics/rule';
import { findRelease, releases } from '../../releases';
import type { PlatformRef } from '../platform-ref';
import { examplePlatform } from './example-platform';

/** The release that a ref names is one that this version of the library has. */
export const KNOWN_RELEASE: Rule<PlatformRef> = {
  id: 'KF1001',
  name: 'known-release',
  severity: 'error',
  acknowledge: 'never',
  why: 'Versions, images and limits come from the release; a ref of a newer library may name one that is not known here.',
  fix: 'choose a release that is listed, or upgrade kagent-fleet',
  faults: [],
  sources: ['DESIGN §6'],
  check({ release }, report) {
    if (typeof release === 'string' && findRelease(release)) return;
    report({
      path: ['release'],
      problem: 'there is no release of this name',
      got: release,
      allowed: Object.keys(releases).join(', '),
    });
  },
  examples: {
    failing: { ...examplePlatform(), release: 'KAGENT_9_9' as PlatformRef['release'] },
    mended: examplePlatform(),
  },
};
