import { type Leaf, mapLeaf } from '../plan/leaf';
import { formatImageReference, parseImageReference } from '../syntax/image-reference';
import { type ImageLock, lockedDigest } from './lock';
import { type ImageMirrors, mirrorImage } from './mirrors';

/** What decides how an image's name becomes the reference in a manifest. */
export interface ImageSources {
  readonly lock?: ImageLock;
  readonly mirrors?: ImageMirrors;
}

/** The reference to write into a manifest, and whether it has a digest. */
export interface ResolvedImage {
  readonly reference: string;
  readonly locked: boolean;
}

/** The same for a name that an engine may know only later. */
export interface ResolvedImageLeaf {
  readonly reference: Leaf<string>;
  readonly locked: Leaf<boolean>;
}

/**
 * An image by digest, at its mirror: the digest of the name itself, else the one that the lock has for the upstream
 * name with its tag. The tag stays beside the digest for people to read; runtimes pull by the digest alone.
 */
export function resolveImage(name: string, sources: ImageSources = {}): ResolvedImage {
  const { lock = {}, mirrors = {} } = sources;
  const parsed = parseImageReference(name);
  if (!parsed.ok) return { reference: name, locked: false };
  const digest = parsed.value.digest ?? lockedDigest(lock, name);
  return {
    reference: mirrorImage(formatImageReference({ ...parsed.value, digest }), mirrors),
    locked: digest !== undefined,
  };
}

/** `resolveImage` now for a plain name, or when the engine resolves a deferred one. */
export function resolveImageLeaf(name: Leaf<string>, sources: ImageSources = {}): ResolvedImageLeaf {
  return {
    reference: mapLeaf(name, (known) => resolveImage(known, sources).reference),
    locked: mapLeaf(name, (known) => resolveImage(known, sources).locked),
  };
}
