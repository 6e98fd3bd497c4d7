/** Evaluates the CEL text of rules, to compare it with the predicate that stands for it at synth. */
import type { Environment as CelEnvironment, EvaluationError as CelEvaluationError } from '@marcbachmann/cel-js' with {
  'resolution-mode': 'import',
};
import { withDefaults } from '../../lib/api/defaults';
import { resolve } from '../../lib/api/kubernetes/resolve';
import type { CelRule, Node } from '../../lib/api/node';

// The package is an ES module; jest turns it into one that can be required.
const { Environment, EvaluationError } = require('@marcbachmann/cel-js') as {
  Environment: typeof CelEnvironment;
  EvaluationError: typeof CelEvaluationError;
};

const environment = new Environment().registerVariable('self', 'dyn');

/**
 * What an API server makes of the rule's text for a value at the rule's node. It refuses what it cannot evaluate, such
 * as a comparison with a field that is absent. source: facts/faults.md F-KAG-10
 */
export function evaluateText(rule: CelRule<never>, node: Node, value: unknown): boolean {
  const self = celValue(node, withDefaults(node, value));
  try {
    return environment.evaluate(rule.rule, { self }) as boolean;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

/** CEL tells integers from other numbers; the library reads a JavaScript number as a double. */
function celValue(node: Node, value: unknown): unknown {
  const target = resolve(node);
  if (target.kind === 'integer' || target.kind === 'intOrString' || target.kind === 'quantity') {
    return typeof value === 'number' ? BigInt(value) : value;
  }
  if (Array.isArray(value)) {
    return target.kind === 'array' ? value.map((item) => celValue(target.items, item)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const child = (name: string) =>
    target.kind === 'map' ? target.values : target.kind === 'object' ? target.fields.get(name) : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const field = child(name);
      return [name, field === undefined ? item : celValue(field, item)];
    }),
  );
}
