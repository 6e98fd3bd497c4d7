import { type Leaf, mapLeaf } from '../plan/leaf';
import { parseImageReference } from '../syntax/image-reference';
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
  const own = parsed.value.digest;
  const digest = own ?? lockedDigest(lock, name);
  const reference = own === undefined && digest !== undefined ? `${name}@${digest}` : name;
  return { reference: mirrorImage(reference, mirrors), locked: digest !== undefined };
}

/** `resolveImage` now for a plain name, or when the engine resolves a deferred one. */
export function resolveImageLeaf(name: Leaf<string>, sources: ImageSources = {}): ResolvedImageLeaf {
  return {
    reference: mapLeaf(name, (known) => resolveImage(known, sources).reference),
    locked: mapLeaf(name, (known) => resolveImage(known, sources).locked),
  };
}
