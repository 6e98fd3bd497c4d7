import {
  ERRNO,
  type OciArgument,
  type OciSeccompProfile,
  type OciSyscallRule,
  type SeccompAction,
} from './oci-profile';

/** A call as a filter sees it; arguments that are left out may have any value. */
export interface Call {
  readonly name: string;
  readonly args?: readonly (number | undefined)[];
}

/** What a profile does with a call. */
export interface Decision {
  readonly action: SeccompAction;
  /** The error of `SCMP_ACT_ERRNO`, as a number. */
  readonly errno?: number;
}

/** Whether the call reaches the kernel. A trace or a notification needs somebody who listens, and in a pod nobody does. */
export function isAllowed({ action }: Decision): boolean {
  return action === 'SCMP_ACT_ALLOW' || action === 'SCMP_ACT_LOG';
}

/**
 * What a profile does with a call. A rule without conditions beats those with, as in libseccomp; where several with
 * conditions match, the one that denies counts, so that the answer errs on the side of "denied".
 */
export function decide(profile: OciSeccompProfile, call: Call): Decision {
  const named = (profile.syscalls ?? []).filter(({ names }) => names.includes(call.name));
  const matching = named.filter(({ args = [] }) => args.every((condition) => holds(condition, call)));
  const unconditional = matching.filter(({ args = [] }) => args.length === 0);
  const candidates = unconditional.length > 0 ? unconditional : matching;
  const decisions = candidates.map(decisionOf);
  return decisions.find((decision) => !isAllowed(decision)) ?? decisions[0] ?? fallback(profile);
}

function decisionOf({ action, errnoRet }: OciSyscallRule): Decision {
  return action === 'SCMP_ACT_ERRNO' ? { action, errno: errnoRet ?? ERRNO.EPERM } : { action };
}

function fallback({ defaultAction, defaultErrnoRet }: OciSeccompProfile): Decision {
  return defaultAction === 'SCMP_ACT_ERRNO'
    ? { action: defaultAction, errno: defaultErrnoRet ?? ERRNO.EPERM }
    : { action: defaultAction };
}

// Bits beyond 2^53 do not occur: the arguments that profiles look at are flags, modes and families.
function holds({ index, op, value, valueTwo = 0 }: OciArgument, { args = [] }: Call): boolean {
  const got = args[index];
  if (got === undefined) return false;
  switch (op) {
    case 'SCMP_CMP_NE':
      return got !== value;
    case 'SCMP_CMP_LT':
      return got < value;
    case 'SCMP_CMP_LE':
      return got <= value;
    case 'SCMP_CMP_EQ':
      return got === value;
    case 'SCMP_CMP_GE':
      return got >= value;
    case 'SCMP_CMP_GT':
      return got > value;
    case 'SCMP_CMP_MASKED_EQ':
      return (BigInt(got) & BigInt(value)) === BigInt(valueTwo);
    default:
      return false;
  }
}
