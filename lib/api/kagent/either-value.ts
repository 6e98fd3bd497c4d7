import type { CelRule } from '../node';

interface Value {
  readonly value?: unknown;
  readonly valueFrom?: unknown;
}

/** A value stands in place or comes from somewhere, never both and never neither. An empty text counts as standing. */
export const eitherValue: CelRule<Value> = {
  rule: '(has(self.value) && !has(self.valueFrom)) || (!has(self.value) && has(self.valueFrom))',
  message: 'Exactly one of value or valueFrom must be specified',
  check: ({ value, valueFrom }) => (value === undefined) !== (valueFrom === undefined),
};
