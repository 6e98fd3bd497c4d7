import type { Finding } from '../../diagnostics/rule';
import type { Path } from '../../plan/path';
import { parseImageReference } from '../../syntax/image-reference';

const VERSION = /^v?(\d+\.\d+\.\d+)$/;

/**
 * What is wrong with an image that has the last name of `upstream`, from whichever registry, and the tag of another
 * version. Nothing is said of other names, of tags that are no versions, nor of an image that cannot be read.
 */
export function otherVersionFindings(path: Path, image: unknown, upstream: string): Finding[] {
  const [given, own] = [versionedName(image), versionedName(upstream)];
  if (given === undefined || own === undefined) return [];
  if (given.name !== own.name || given.version === own.version) return [];
  return [{ path, problem: `the image is ${given.name} of another version`, got: image, allowed: own.version }];
}

function versionedName(image: unknown): { readonly name: string; readonly version: string } | undefined {
  const parsed = parseImageReference(image);
  const version = parsed.ok ? VERSION.exec(parsed.value.tag ?? '')?.[1] : undefined;
  const name = parsed.ok ? parsed.value.path.split('/').pop() : undefined;
  return version === undefined || name === undefined ? undefined : { name, version };
}
