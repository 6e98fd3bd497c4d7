import { formatImageReference, parseImagePrefix, parseImageReference } from '../syntax/image-reference';
import type { Refused } from '../syntax/parsed';

/** Where images are really pulled from: registry or beginning of a repository → what replaces it. */
export type ImageMirrors = Readonly<Record<string, string>>;

/** What is wrong with one entry of a mirror map. */
export interface MirrorProblem extends Omit<Refused, 'ok'> {
  readonly from: string;
}

/** Everything that is wrong with a mirror map. */
export function checkImageMirrors(mirrors: ImageMirrors): readonly MirrorProblem[] {
  return Object.entries(mirrors).flatMap(([from, to]) =>
    [parseImagePrefix(from), parseImagePrefix(to)]
      .filter((parsed): parsed is Refused => !parsed.ok)
      .map(({ ok: _, ...flaw }) => ({ from, ...flaw })),
  );
}

/**
 * The reference with its longest mirrored beginning replaced, once; tag and digest stay.
 *
 * Beginnings end where a part of the path ends: `ghcr.io/kagent` is none of `ghcr.io/kagent-dev/app`.
 * A text that is no image reference is left as it is, for the rule on image references to report.
 */
export function mirrorImage(reference: string, mirrors: ImageMirrors): string {
  if (Object.keys(mirrors).length === 0) return reference;
  const parsed = parseImageReference(reference);
  if (!parsed.ok) return reference;
  const name = formatImageReference({ domain: parsed.value.domain, path: parsed.value.path });
  for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) {
    const from = name.slice(0, end);
    if (Object.hasOwn(mirrors, from)) return mirrors[from] + reference.slice(end);
  }
  return reference;
}
