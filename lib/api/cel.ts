import { isDeferred } from '../plan/leaf';
import { withDefaults } from './defaults';
import type { CelRule, Node } from './node';

/** How a rule came out at synth; the last three are never a pass. */
export type Verdict = 'passed' | 'failed' | NotEvaluatedReason;

/**
 * Why a rule could not be evaluated: it compares with the stored object, its predicate cannot know, or it needs a value
 * that the engine resolves later.
 */
export type NotEvaluatedReason = 'compares-with-stored-object' | 'not-known-at-synth' | 'needs-deferred-value';

class NeedsDeferredValue extends Error {}

/** Evaluates a rule's predicate over the value at its node. */
export function evaluate(rule: CelRule<never>, node: Node, value: unknown, holdsDeferred: boolean): Verdict {
  if (/\boldSelf\b/.test(rule.rule)) return 'compares-with-stored-object';
  const self = withDefaults(node, value);
  const check = rule.check as (self: unknown) => boolean | 'not-evaluable';
  try {
    const answer = check(holdsDeferred ? guarded(self) : self);
    return answer === 'not-evaluable' ? 'not-known-at-synth' : answer ? 'passed' : 'failed';
  } catch (error) {
    if (error instanceof NeedsDeferredValue) return 'needs-deferred-value';
    throw error;
  }
}

/** A view on the value that stops the predicate when it reads something deferred, instead of letting it guess. */
function guarded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isDeferred(value)) throw new NeedsDeferredValue();
  // over a copy, since the proxy of a frozen object may not answer with anything but its own values
  const copy = Array.isArray(value) ? [...value] : { ...value };
  return new Proxy(copy, { get: (target, key) => guarded(Reflect.get(target, key)) });
}
