import { evaluate } from '../../lib/diagnostics/evaluate';
import { POLICY_RULES } from '../../lib/policy/rules';

const PLACE = { construct: 'policy', subject: 'props' } as const;

test('ids are unique, in order, and of this part', () => {
  const ids = POLICY_RULES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(ids.every((id) => /^KF2\d{3}$/.test(id))).toBe(true);
  expect(new Set(POLICY_RULES.map(({ name }) => name)).size).toBe(POLICY_RULES.length);
});

test('every fault that a policy alone can show has a rule', () => {
  const answered = new Set(POLICY_RULES.flatMap(({ faults }) => faults));
  const byPolicyAlone = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24];
  const missing = byPolicyAlone
    .map((n) => `F-POL-${String(n).padStart(2, '0')}`)
    .filter((fault) => !answered.has(fault));
  expect(missing).toEqual([]);
});

describe.each(POLICY_RULES.map((rule) => [`${rule.id} ${rule.name}`, rule] as const))('%s', (_, rule) => {
  test('reports its failing input', () => {
    const { diagnostics } = evaluate([rule], rule.examples.failing, PLACE);
    expect(diagnostics.map((it) => it.rule)).toEqual(expect.arrayContaining([rule.id]));
    for (const { problem, fix, path } of diagnostics) {
      expect(problem).not.toBe('');
      expect(fix).not.toBe('');
      expect(path.length).toBeGreaterThan(0);
    }
  });

  test('no rule reports an error on its mended input', () => {
    const { diagnostics } = evaluate(POLICY_RULES, rule.examples.mended, PLACE);
    expect(diagnostics.filter(({ severity, rule: id }) => severity === 'error' || id === rule.id)).toEqual([]);
  });
});
