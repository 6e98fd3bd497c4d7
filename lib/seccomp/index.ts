/** Seccomp profiles: what is denied and why, what may never be denied, and the check of a profile against it. */
export { checkProfile, type ProfileFlaw } from './check-profile';
export { type Call, type Decision, decide, isAllowed } from './decision';
export { DENIED_CALLS, type DeniedCalls } from './denied-calls';
export { type Loss, NEEDED_CALLS, type NeededCall, neededCalls } from './needed-calls';
export {
  ARCHITECTURES,
  type OciArgument,
  type OciSeccompProfile,
  type OciSyscallRule,
  SECCOMP_ACTIONS,
  SECCOMP_ARCHITECTURES,
  SECCOMP_OPERATORS,
  type SeccompAction,
  type SeccompArchitecture,
  type SeccompOperator,
  SUB_ARCHITECTURES,
} from './oci-profile';
export { builtInProfile, deniedCalls, type ProfileChanges, profileJson } from './profiles';
export { SYSCALL_NAMES } from './syscall-names';
export { SECCOMP_USES, type SeccompUse } from './use';
