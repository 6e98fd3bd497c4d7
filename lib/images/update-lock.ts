import type { Parsed } from '../syntax/parsed';
import { type ImageLock, lockedDigest, refuseLockName } from './lock';

/** A lock with what was added to it, and the images for which that failed. */
export interface UpdatedLock {
  readonly lock: ImageLock;
  /** Names that are new or have another digest than before. */
  readonly changed: readonly string[];
  readonly failed: readonly { readonly image: string; readonly reason: string }[];
}

/** How a lock is brought up to date. */
export interface UpdateOptions {
  /** Asks again for images that the lock has already. */
  readonly refresh?: boolean;
  /** Drops images of the lock that are not named. */
  readonly prune?: boolean;
}

/** The images of a list, one per line; empty lines and lines starting with `#` say nothing. */
export function parseImageList(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The lock with a digest for each of `images`; what has one already is not asked for again without `refresh`. */
export function updateImageLock(
  lock: ImageLock,
  images: readonly string[],
  digestOf: (image: string) => Parsed<string>,
  { refresh = false, prune = false }: UpdateOptions = {},
): UpdatedLock {
  const updated: Record<string, string> = prune ? {} : { ...lock };
  const changed: string[] = [];
  const failed: { image: string; reason: string }[] = [];
  for (const image of new Set(images)) {
    const before = lockedDigest(lock, image);
    if (before !== undefined) updated[image] = before;
    if (before !== undefined && !refresh) continue;
    const digest = refuseLockName(image) ?? digestOf(image);
    if (!digest.ok) {
      failed.push({ image, reason: digest.reason });
    } else if (digest.value !== before) {
      updated[image] = digest.value;
      changed.push(image);
    }
  }
  return { lock: updated, changed, failed };
}
