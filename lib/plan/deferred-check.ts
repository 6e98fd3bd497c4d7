import { type Leaf, mapLeaf } from './leaf';
import type { Path } from './path';

/** A check of a value that is not known yet; it throws when the resolved value is wrong. */
export interface DeferredCheck {
  readonly path: Path;
  assert(value: unknown): void;
}

/**
 * A copy of `root` in which each deferred leaf fails when it resolves to a value that its checks refuse.
 *
 * Only the objects on the way to such a leaf are copied; without checks `root` itself comes back.
 */
export function chainChecks<T>(root: T, checks: readonly DeferredCheck[]): T {
  return checks.reduce((value, check) => chainAt(value, check.path, check) as T, root);
}

function chainAt(value: unknown, path: Path, check: DeferredCheck): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    return mapLeaf(value as Leaf<unknown>, (resolved) => {
      check.assert(resolved);
      return resolved;
    });
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === step ? chainAt(item, rest, check) : item));
  }
  const object = value as Record<string, unknown>;
  return { ...object, [step]: chainAt(object[step], rest, check) };
}
