import type { Clash } from '../plan/program';
import type { Diagnostic } from './diagnostic';
import { diagnose, type Place } from './evaluate';
import type { Finding, RuleInfo } from './rule';
import { DUPLICATE, NAME_HASH, OCCUPIED, ONE_VALUE } from './rules/engine';

/** What is said of two parts of a program that make one object, take one thing, or that upstream cannot tell apart. */
export function diagnoseClash(clash: Clash<string>, place: Place): Diagnostic[] {
  const { rule, ...finding } = findingOf(clash);
  return diagnose(rule, place, [{ path: [], ...finding }]);
}

function findingOf({ over, object, first, values }: Clash<string>): Omit<Finding, 'path'> & { rule: RuleInfo } {
  switch (over) {
    case 'object':
      return { rule: DUPLICATE, problem: `${first} makes the same object`, got: object };
    case 'name-hash':
      return { rule: NAME_HASH, problem: `the name has the same hash as that of an object of ${first}`, got: object };
    case 'occupied':
      return { rule: OCCUPIED, problem: `${first} has it already: ${object}`, got: object };
    case 'agreement':
      return {
        rule: ONE_VALUE,
        problem: `${first} says otherwise about ${object}`,
        got: values?.second,
        allowed: values?.first,
      };
  }
}
