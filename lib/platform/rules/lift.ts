import type { Finding, Report, Rule } from '../../diagnostics/rule';
import type { Path } from '../../plan/path';

/** How the input of a rule is found in the props of a component. */
export interface Lift<Inner, Outer> {
  /** The part that the rule looks at; `undefined` when the props have none. */
  read(outer: Outer): Inner | undefined;
  /** Where a path of the part stands in the props. */
  place(path: Path): Path;
  /** Props around a part, for the rule's examples. */
  embed(inner: Inner): Outer;
}

/** The rule over props that hold its input. */
export function liftRule<Inner, Outer>(rule: Rule<Inner>, { read, place, embed }: Lift<Inner, Outer>): Rule<Outer> {
  const move = (finding: Finding): Finding => ({ ...finding, path: place(finding.path) });
  return {
    ...rule,
    check(outer, report) {
      const inner = read(outer);
      if (inner === undefined) return;
      const moved: Report = Object.assign((finding: Finding) => report(move(finding)), {
        whenKnown: ((path, leaf, check) =>
          report.whenKnown(place(path), leaf, (value) => check(value).map(move))) as Report['whenKnown'],
      });
      rule.check(inner, moved);
    },
    examples: { failing: embed(rule.examples.failing), mended: embed(rule.examples.mended) },
  };
}
