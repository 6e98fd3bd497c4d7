import type { Leaf } from '../plan/leaf';
import type { Path } from '../plan/path';
import type { Severity } from './diagnostic';

/** One violation as a rule reports it; id, severity, sources and construct path are added by the registry. */
export interface Finding {
  readonly path: Path;
  readonly problem: string;
  readonly got?: unknown;
  readonly allowed?: string;
  /** Overrides the rule's general `fix` where the case allows a more exact one. */
  readonly fix?: string;
}

/** What a rule reports to, and how it looks at values that may not be known yet. */
export interface Report {
  (finding: Finding): void;
  /**
   * Runs `check` on the leaf at `path` now when it is plain, or when the engine resolves it; not for `undefined`.
   * `check` answers with findings whose paths are relative to the same root as `path`.
   */
  whenKnown<T>(path: Path, leaf: Leaf<T> | undefined, check: (value: T) => readonly Finding[]): void;
}

/** What every rule carries, whatever it looks at. */
export interface RuleInfo {
  /** Stable id: `KF1xxx` release, `KF2xxx` policy, `KF3xxx` sandbox, `KF4xxx` gateway, `KF5xxx` kagent, `KF6xxx` tenancy, `KF7xxx` engine. */
  readonly id: `KF${number}`;
  /** Short name in words joined by dashes, e.g. `explicit-network-mode`. */
  readonly name: string;
  readonly severity: Severity;
  /** Whether a user may waive it with a reason. A rule whose violation cannot work at all is `never`. */
  readonly acknowledge: 'with-reason' | 'never';
  /** What upstream does with the input and what the user then sees. */
  readonly why: string;
  /** What to change. */
  readonly fix: string;
  /** Fault ids of facts/faults.md this rule answers. */
  readonly faults: readonly string[];
  readonly sources: readonly string[];
}

/** A rule over one kind of input, with an input that it refuses and the mended twin that it accepts. */
export interface Rule<Input> extends RuleInfo {
  check(input: Input, report: Report): void;
  readonly examples: { readonly failing: Input; readonly mended: Input };
}
