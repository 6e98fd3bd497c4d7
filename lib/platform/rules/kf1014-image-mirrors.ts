import type { Rule } from '../../diagnostics/rule';
import { checkImageMirrors } from '../../images/mirrors';
import type { PlatformRef } from '../platform-ref';
import { examplePlatform } from './example-platform';
import { findingsOf } from './refused-finding';

const { lock } = examplePlatform().images;

/** The mirror map maps registries, or beginnings of repositories, to others. */
export const IMAGE_MIRRORS: Rule<PlatformRef> = {
  id: 'KF1014',
  name: 'image-mirrors',
  severity: 'error',
  acknowledge: 'never',
  why: 'A key that is not the beginning of any image rewrites nothing, so images come from the public registry all the same.',
  fix: 'write registry hosts, or hosts with the first parts of a repository, without scheme and final slash',
  faults: [],
  sources: ['DESIGN §9'],
  check({ images: { mirrors } }, report) {
    for (const { from, ...flaw } of checkImageMirrors(mirrors)) {
      for (const finding of findingsOf(['images', 'mirrors', from], 'the mirror', mirrors[from], {
        ok: false,
        ...flaw,
      })) {
        report(finding);
      }
    }
  },
  examples: {
    failing: examplePlatform({ images: { lock, mirrors: { 'https://ghcr.io': 'mirror.example/ghcr' } } }),
    mended: examplePlatform({ images: { lock, mirrors: { 'ghcr.io': 'mirror.example/ghcr' } } }),
  },
};
