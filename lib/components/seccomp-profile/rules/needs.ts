import type { Finding } from '../../../diagnostics/rule';
import { checkProfile, type ProfileFlaw } from '../../../seccomp';
import type { SeccompProfileProps } from '../props';
import { profileOf } from '../settings';
import { isOci } from './kf3504-oci-profile';
import { isKnownUse } from './kf3519-known-words';

/** What the delivered profile denies although the use needs it, as far as the question concerns one rule. */
export function neededFindings(props: SeccompProfileProps, concerns: (flaw: ProfileFlaw) => boolean): Finding[] {
  if (!isKnownUse(props.use) || (props.profile !== undefined && !isOci(props.profile))) return [];
  return checkProfile(profileOf(props), props.use)
    .filter(concerns)
    .map(({ call, decision, problem, rule }) => ({
      path: pathOf(props, call.name, rule),
      problem,
      got: decision.errno === undefined ? decision.action : { action: decision.action, errno: decision.errno },
      allowed:
        call.must === 'allowed' ? 'SCMP_ACT_ALLOW' : 'SCMP_ACT_ALLOW, or SCMP_ACT_ERRNO with errnoRet 38 (ENOSYS)',
    }));
}

function pathOf({ profile, deny = [] }: SeccompProfileProps, name: string, rule: number | undefined) {
  if (profile !== undefined) return rule === undefined ? ['profile', 'defaultAction'] : ['profile', 'syscalls', rule];
  return ['deny', Math.max(0, deny.indexOf(name))];
}
