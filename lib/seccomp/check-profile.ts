import { type Decision, decide, isAllowed } from './decision';
import { type NeededCall, neededCalls } from './needed-calls';
import { ERRNO, type OciSeccompProfile } from './oci-profile';
import type { SeccompUse } from './use';

/** A call that a profile denies although the use needs it. */
export interface ProfileFlaw {
  readonly call: NeededCall;
  readonly decision: Decision;
  /** What is wrong, in one sentence. */
  readonly problem: string;
  /** Index of the rule that denies it; `undefined` for the default action. */
  readonly rule: number | undefined;
}

const CONSEQUENCE: Record<NeededCall['loss'], string> = {
  'does-not-start': 'it then does not start',
  'fails-later': 'it then starts, and fails later',
  'fence-silently-off': 'it then runs without this fence, and says nothing',
};

/**
 * The calls that a profile denies although the use needs them; none for a profile that fits.
 *
 * source: facts/verified.md §10, facts/openshell.md §4.5; faults F-ISO-03, F-ISO-04
 */
export function checkProfile(profile: OciSeccompProfile, use: SeccompUse): ProfileFlaw[] {
  return neededCalls(use).flatMap((call) => {
    const decision = decide(profile, call);
    if (isAllowed(decision) || (call.must === 'allowed-or-enosys' && decision.errno === ERRNO.ENOSYS)) return [];
    const rule = (profile.syscalls ?? []).findIndex(
      ({ names, action }) => names.includes(call.name) && action === decision.action,
    );
    const problem = `${use} needs ${call.name} to ${call.to}, and the profile answers ${format(decision)}: ${CONSEQUENCE[call.loss]}`;
    return [{ call, decision, problem, rule: rule < 0 ? undefined : rule }];
  });
}

function format({ action, errno }: Decision): string {
  if (errno === undefined) return action;
  const name = Object.entries(ERRNO).find(([, number]) => number === errno)?.[0];
  return name ?? `errno ${errno}`;
}
