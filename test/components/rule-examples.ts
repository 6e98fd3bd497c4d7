import type { ComponentDefinition, ComponentProps } from '../../lib/components/definition';
import { prepare } from '../../lib/components/prepare';
import { isBlocking } from '../../lib/diagnostics/format';

/** Runs each rule of a component with its failing input, which it must report, and with the mended twin, which must pass. */
export function describeRuleExamples<Props extends ComponentProps>(definition: ComponentDefinition<Props>): void {
  describe.each(definition.rules.map((rule) => [rule.id, rule.name, rule] as const))('%s %s', (id, _name, rule) => {
    const run = (props: Props) => prepare(definition, props, 'team-a/x', 'none');

    test('reports its failing input', () => {
      const { diagnostics, resources } = run(rule.examples.failing);
      const own = diagnostics.filter((diagnostic) => diagnostic.rule === id);
      expect(own).not.toEqual([]);
      expect(own.every(({ severity }) => severity === rule.severity)).toBe(true);
      expect(own.filter(({ problem }) => problem.includes('could not be evaluated'))).toEqual([]);
      if (rule.severity === 'error') expect(resources).toEqual([]);
    });

    test('has nothing to say of the mended twin, which passes', () => {
      const { diagnostics, resources } = run(rule.examples.mended);
      expect(diagnostics.filter(isBlocking)).toEqual([]);
      expect(diagnostics.filter((diagnostic) => diagnostic.rule === id)).toEqual([]);
      expect(resources).not.toEqual([]);
    });

    test('says why, what to do and where that is written', () => {
      expect(rule.why).toMatch(/\.$/);
      expect(rule.fix).not.toBe('');
      expect(rule.sources).not.toEqual([]);
    });
  });
}
