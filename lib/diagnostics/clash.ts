import type { Clash } from '../plan/program';
import type { Diagnostic } from './diagnostic';
import { diagnose, type Place } from './evaluate';
import { DUPLICATE, NAME_HASH } from './rules/engine';

/** What is said of two parts of a program that make one object, or two that upstream cannot tell apart. */
export function diagnoseClash({ over, object, first }: Clash<string>, place: Place): Diagnostic[] {
  const rule = over === 'object' ? DUPLICATE : NAME_HASH;
  const problem =
    over === 'object'
      ? `${first} makes the same object`
      : `the name has the same hash as that of an object of ${first}`;
  return diagnose(rule, place, [{ path: [], problem, got: object }]);
}
