import type { Diagnostic } from '../diagnostics/diagnostic';
import { evaluate, type Place } from '../diagnostics/evaluate';
import type { Path } from '../plan/path';
import type { OpenShellRelease } from '../releases/openshell';
import type { PolicyDocument } from './model';
import { POLICY_RULES } from './rules';
import { ACCEPTED_BY_GATEWAY } from './rules/kf2004-accepted-by-gateway';
import { LOADS_IN_SUPERVISOR } from './rules/kf2006-loads-in-supervisor';

/** What gateway and supervisor refuse; said only where no rule says it better. */
const GENERAL: readonly string[] = [ACCEPTED_BY_GATEWAY.id, LOADS_IN_SUPERVISOR.id];

/** Everything the rules find in a policy for this OpenShell. */
export function checkPolicy(policy: PolicyDocument, openshell: OpenShellRelease, place: Place): readonly Diagnostic[] {
  const { diagnostics } = evaluate(POLICY_RULES, { policy, openshell }, place);
  const exact = diagnostics.filter(({ rule, severity }) => severity === 'error' && !GENERAL.includes(rule));
  return diagnostics.filter(({ rule, path }, index) => {
    if (!GENERAL.includes(rule)) return true;
    const isSaid = exact.some((other) => isSamePlace(other.path, path));
    const isRepeated = diagnostics
      .slice(0, index)
      .some((other) => GENERAL.includes(other.rule) && isSamePlace(other.path, path));
    return !isSaid && !isRepeated;
  });
}

/** Whether one path leads to the other. */
function isSamePlace(left: Path, right: Path): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  return short.every((step, index) => step === long[index]);
}
