import type { Rule } from '../../diagnostics/rule';
import { refuseLockName } from '../../images/lock';
import { parseDigest } from '../../syntax/image-reference';
import { accept } from '../../syntax/parsed';
import type { PlatformRef } from '../platform-ref';
import { examplePlatform } from './example-platform';
import { findingsOf } from './refused-finding';

const NAME = 'registry.k8s.io/agent-sandbox/agent-sandbox-controller:v0.5.6';

/** The image lock maps names with tags to digests. */
export const IMAGE_LOCK: Rule<PlatformRef> = {
  id: 'KF1013',
  name: 'image-lock',
  severity: 'error',
  acknowledge: 'never',
  why: 'An entry whose name no image has locks nothing, and a malformed digest ends in ImagePullBackOff.',
  fix: 'write the lock file with `kagent-fleet lock-images` instead of by hand',
  faults: [],
  sources: ['DESIGN §9'],
  check({ images: { lock, lockProblems } }, report) {
    for (const problem of lockProblems) {
      report({ path: ['images', 'lock'], problem: `the image lock cannot be read: ${problem}` });
    }
    for (const [name, digest] of Object.entries(lock)) {
      const path = ['images', 'lock', name];
      for (const finding of findingsOf(path, 'the name', name, refuseLockName(name) ?? accept(name))) report(finding);
      for (const finding of findingsOf(path, 'the digest', digest, parseDigest(digest))) report(finding);
    }
  },
  examples: {
    failing: examplePlatform({ images: { lock: { [NAME]: 'sha256:123' } } }),
    mended: examplePlatform({ images: { lock: { [NAME]: `sha256:${'0'.repeat(64)}` } } }),
  },
};
