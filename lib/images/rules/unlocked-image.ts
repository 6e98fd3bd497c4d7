import type { Finding, RuleInfo } from '../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../plan/leaf';
import type { Path } from '../../plan/path';
import { parseImageReference } from '../../syntax/image-reference';
import { resolveImage } from '../resolve';
import type { ResolvedImageSources } from '../sources';

/** A platform, as far as its images go. */
interface HasImages {
  readonly images: ResolvedImageSources;
}

/** What the rules of every component say about an image without a digest; each adds its check and examples. */
export const UNLOCKED_IMAGE: RuleInfo = {
  id: 'KF1101',
  name: 'locked-image',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A tag can be moved to other content; what was reviewed and what runs are the same only with a digest.',
  fix: 'add the image to the lock file of the platform, or write it with its digest',
  faults: ['F-NEM-14'],
  sources: ['DESIGN §9'],
};

/**
 * What is wrong with running this image: nothing when it has a digest, its own or one from the platform's lock.
 *
 * A deferred image is answered by nothing; ask again with `report.whenKnown`. What cannot be read is the business of
 * `malformedImageFindings`.
 */
export function unlockedImageFindings(path: Path, image: Leaf<string>, { images }: HasImages): Finding[] {
  if (isDeferred(image)) return [];
  const name = image as string;
  if (!parseImageReference(name).ok || resolveImage(name, images).locked) return [];
  return [
    {
      path,
      problem: 'the image has no digest, and the platform’s lock has none for it',
      got: name,
      allowed: `${name}@sha256:…, or an entry for ${name} in images.lock`,
    },
  ];
}
