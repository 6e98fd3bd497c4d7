import type { Path } from '../../plan/path';

/** One reason why a policy is refused on its way into a sandbox. */
export interface LoadProblem {
  /** In the typed form, e.g. `networkPolicies.github.endpoints[0].host`. */
  readonly path: Path;
  readonly problem: string;
}

/** Collects problems below a path. */
export type Refuse = (problem: string, ...path: readonly (string | number)[]) => void;

export function refuseBelow(into: LoadProblem[], base: Path): Refuse {
  return (problem, ...path) => {
    into.push({ path: [...base, ...path], problem });
  };
}
