import type { Finding, Report, Rule, RuleInfo } from '../../../diagnostics/rule';
import { type Shape, shapeFindings } from './shape';

/** What the shape rule of every component says; each adds its examples. */
const WELL_SHAPED: RuleInfo = {
  id: 'KF5400',
  name: 'well-shaped',
  severity: 'error',
  acknowledge: 'never',
  why: 'A field that the component does not have would be ignored, and a value of another type would end up in the cluster as nonsense.',
  fix: 'correct the type, or the name of the field; `patches` is for fields without a prop',
  faults: [],
  sources: ['DESIGN §8'],
};

/**
 * The rule over the shape of some props, and the other rules, which look only at what has it: they need not be careful,
 * and say nothing that is only a consequence.
 */
export function behindShape<Props extends object>(
  shapes: { readonly [Prop in keyof Props]?: Shape },
  examples: Rule<Props>['examples'],
  rules: readonly Rule<Props>[],
): readonly Rule<Props>[] {
  const found = new WeakMap<Props, readonly Finding[]>();
  const look = (props: Props) => {
    const findings = Object.entries(shapes as { readonly [prop: string]: Shape }).flatMap(([prop, shape]) =>
      shapeFindings([prop], (props as { readonly [prop: string]: unknown })[prop], shape),
    );
    found.set(props, findings);
    return findings;
  };
  const guarded = rules.map((rule) => ({
    ...rule,
    check(props: Props, report: Report) {
      // Found a moment ago by the rule in front, unless somebody runs this one alone.
      if ((found.get(props) ?? look(props)).length === 0) rule.check(props, report);
    },
  }));
  return [
    {
      ...WELL_SHAPED,
      check(props, report) {
        for (const finding of look(props)) report(finding);
      },
      examples,
    },
    ...guarded,
  ];
}
