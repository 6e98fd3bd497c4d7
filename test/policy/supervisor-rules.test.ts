import { evaluate } from '../../lib/diagnostics/evaluate';
import { POLICY_RULES } from '../../lib/policy/rules';
import { SUPERVISOR_RULES } from '../../lib/policy/supervisor';

const PLACE = { construct: 'policy', subject: 'props' } as const;

describe.each(SUPERVISOR_RULES.map((rule) => [`${rule.id} ${rule.name}`, rule] as const))('%s', (_, rule) => {
  test('reports its failing input, which no rule over every policy refuses', () => {
    const { diagnostics } = evaluate([rule], rule.examples.failing, PLACE);
    expect(diagnostics).not.toEqual([]);
    for (const { problem, fix, path } of diagnostics) {
      expect(problem).not.toMatch(/^$|could not be evaluated/);
      expect(fix).not.toBe('');
      expect(path.length).toBeGreaterThan(0);
    }
    const others = evaluate(POLICY_RULES, rule.examples.failing, PLACE).diagnostics;
    expect(others.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('no rule reports an error on its mended input', () => {
    const { diagnostics } = evaluate([...POLICY_RULES, ...SUPERVISOR_RULES], rule.examples.mended, PLACE);
    expect(diagnostics.filter(({ severity, rule: id }) => severity === 'error' || id === rule.id)).toEqual([]);
  });
});
