import { findKind, validateObject } from '../../lib/api';
import { MANIFEST_RULES, manifestRules } from '../../lib/api/rules';
import { checkObject } from '../../lib/components/prepare';

const PLACE = { construct: 'team-a/x', subject: 'props' } as const;

describe.each(MANIFEST_RULES.map((rule) => [`${rule.id} ${rule.name}`, rule] as const))('%s', (_, rule) => {
  const { failing, mended } = rule.examples;

  test('looks at the kind of its own failing example', () => {
    expect(manifestRules(failing)).toContain(rule);
  });

  test('reports its failing example, and says what is allowed or what to do', () => {
    const raised = checkObject(failing, PLACE, 'none').diagnostics.filter((diagnostic) => diagnostic.rule === rule.id);
    expect(raised).not.toEqual([]);
    for (const { severity, problem, fix, path } of raised) {
      expect(severity).toBe(rule.severity);
      expect(problem).not.toMatch(/[.\n]$/);
      expect(fix).not.toBe('');
      expect(path.length).toBeGreaterThan(0);
    }
  });

  test('finds the mended twin faultless, as every other rule and the schema do', () => {
    const { diagnostics } = checkObject(mended, PLACE, 'none');
    // A bare Sandbox stays one, and the schema's rule about its volumes compares with the stored object.
    const expected = mended.kind === 'Sandbox' ? ['KF3105', 'KF7006'] : [];
    expect(
      diagnostics
        .map(({ rule: id, problem }) => `${id} ${problem}`)
        .filter((line) => !expected.includes(line.slice(0, 6))),
    ).toEqual([]);
  });

  test('has examples that the schema takes', () => {
    for (const example of [failing, mended]) {
      const kind = findKind(example.apiVersion, example.kind);
      expect(kind && validateObject(kind, example).findings).toEqual([]);
    }
  });

  test('names a fault or a source, and its texts end as they should', () => {
    expect([...rule.faults, ...rule.sources]).not.toEqual([]);
    expect(rule.why).toMatch(/\.$/);
    expect(rule.fix).not.toMatch(/\.$/);
    expect(rule.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });
});
