import { type ImageLock, parseImageLock } from './lock';

/** Where images come from. */
export interface ImageSources {
  /**
   * Text of the lock file that `kagent-fleet lock-images` writes, or its content: image name as upstream writes it →
   * `sha256:…`. KF1013.
   *
   * @default - empty
   */
  readonly lock?: string | ImageLock;
  /** Registry or registry path → its mirror, longest match first, e.g. `{ 'ghcr.io': 'mirror.example/ghcr' }`. @default - none */
  readonly mirrors?: { readonly [prefix: string]: string };
}

/** Image sources as data. */
export interface ResolvedImageSources {
  readonly lock: ImageLock;
  /** What is wrong with the lock file's text, line by line; KF1013 reports it. */
  readonly lockProblems: readonly string[];
  readonly mirrors: { readonly [prefix: string]: string };
}

/** Reads the lock when it is given as text; it never throws. */
export function resolveImageSources({ lock = {}, mirrors = {} }: ImageSources = {}): ResolvedImageSources {
  if (typeof lock !== 'string') return { lock, lockProblems: [], mirrors };
  const parsed = parseImageLock(lock);
  return {
    lock: parsed.lock ?? {},
    lockProblems: parsed.problems.map(({ line, reason }) => `line ${line} ${reason}`),
    mirrors,
  };
}
