import { DENIED_CALLS, type DeniedCalls } from './denied-calls';
import { ARCHITECTURES, ERRNO, type OciSeccompProfile, type OciSyscallRule } from './oci-profile';
import type { SeccompUse } from './use';

/** What a user changes in a profile of the library. */
export interface ProfileChanges {
  /** Calls that are denied with EPERM in addition, whatever their arguments are. @default - none */
  readonly deny?: readonly string[];
  /** Calls that the library denies and that shall be let through. @default - none */
  readonly allow?: readonly string[];
}

/** The groups of calls that the library denies for a use. */
export function deniedCalls(use: SeccompUse): readonly DeniedCalls[] {
  return DENIED_CALLS.filter(({ uses }) => uses.includes(use));
}

/**
 * The library's profile for a use: everything is allowed but what is known to be dangerous and needed by nobody there.
 *
 * A deny list, because OpenShell installs filters of its own in the child, and an allow list of ours would have to name
 * everything that every agent runs. A call that a newer kernel adds is allowed until it is listed. source: facts/openshell.md §4.5
 */
export function builtInProfile(use: SeccompUse, { deny = [], allow = [] }: ProfileChanges = {}): OciSeccompProfile {
  const rules = deniedCalls(use).flatMap((group) => rulesOf(group, [...deny, ...allow]));
  return {
    defaultAction: 'SCMP_ACT_ALLOW',
    architectures: ARCHITECTURES,
    syscalls: deny.length === 0 ? rules : [...rules, denial([...new Set(deny)].sort(), 'EPERM')],
  };
}

// One rule per condition: a runtime joins conditions within a rule by "and", and two on one argument by "or".
function rulesOf({ names, when, errno }: DeniedCalls, elsewhere: readonly string[]): OciSyscallRule[] {
  const left = names.filter((name) => !elsewhere.includes(name));
  if (left.length === 0) return [];
  return when === undefined ? [denial(left, errno)] : when.map((condition) => denial(left, errno, [condition]));
}

function denial(names: readonly string[], errno: DeniedCalls['errno'], args?: OciSyscallRule['args']): OciSyscallRule {
  return { names, action: 'SCMP_ACT_ERRNO', errnoRet: ERRNO[errno], ...(args && { args }) };
}

/** The profile as the file that the kubelet hands to the runtime. */
export function profileJson(profile: OciSeccompProfile): string {
  return `${JSON.stringify(profile, null, 2)}\n`;
}
