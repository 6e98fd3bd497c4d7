import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { type OciSeccompProfile, SECCOMP_ACTIONS, SECCOMP_ARCHITECTURES, SECCOMP_OPERATORS } from '../../../seccomp';
import { nearest } from '../../../syntax/nearest';
import type { SeccompProfileProps } from '../props';
import { exampleOwnProfile, exampleProfile } from './example-profile';

const FIELDS = ['defaultAction', 'defaultErrnoRet', 'architectures', 'flags', 'syscalls'];
const RULE_FIELDS = ['names', 'action', 'errnoRet', 'args'];
const ARGUMENT_FIELDS = ['index', 'op', 'value', 'valueTwo'];
const HIGHEST_ERRNO = 4095;

/** What nobody answers in a pod: the call would wait for ever, or fail in a way that nothing expects. */
const NEEDS_A_LISTENER = ['SCMP_ACT_NOTIFY', 'SCMP_ACT_TRACE'];

/** An own profile is one that every runtime reads the same way. */
export const OCI_PROFILE: Rule<SeccompProfileProps> = {
  id: 'KF3504',
  name: 'oci-profile',
  severity: 'error',
  acknowledge: 'never',
  why: 'containerd reads the file as OCI: fields of Docker’s format (archMap, includes, excludes) are dropped without a word, so rules that were meant for some containers hold for all.',
  fix: 'write the profile with the fields of the OCI runtime specification',
  faults: [],
  sources: [
    'OCI runtime-spec, config-linux.md, Seccomp',
    'containerd contrib/seccomp, WithProfile',
    'runc libcontainer/specconv',
  ],
  check({ profile, delivery }, report) {
    if (profile === undefined) return;
    for (const finding of findingsOf(profile)) report({ ...finding, path: ['profile', ...finding.path] });
    if (delivery.by === 'security-profiles-operator' && profile.defaultErrnoRet !== undefined) {
      report({
        path: ['profile', 'defaultErrnoRet'],
        problem: 'the operator’s kind has no such field, so the default would answer EPERM',
        got: profile.defaultErrnoRet,
        allowed: 'no value, or another delivery',
      });
    }
  },
  examples: {
    failing: exampleProfile({
      profile: {
        defaultAction: 'SCMP_ACT_ALLOW',
        archMap: [{ architecture: 'SCMP_ARCH_X86_64' }],
        syscalls: [{ names: ['bpf'], action: 'SCMP_ACT_ERRNO', excludes: { caps: ['CAP_SYS_ADMIN'] } }],
      } as unknown as OciSeccompProfile,
    }),
    mended: exampleOwnProfile([{ names: ['bpf'], action: 'SCMP_ACT_ERRNO' }]),
  },
};

/** Whether the profile can be read at all, so that other rules may look into it. */
export function isOci(profile: OciSeccompProfile): boolean {
  return findingsOf(profile).length === 0;
}

function findingsOf(profile: OciSeccompProfile): Finding[] {
  return [
    ...unknownFields(profile, FIELDS, []),
    ...oneOf(profile.defaultAction, SECCOMP_ACTIONS, ['defaultAction']),
    ...listenerFindings(profile.defaultAction, ['defaultAction']),
    ...errnoFindings(profile.defaultErrnoRet, ['defaultErrnoRet']),
    ...(profile.architectures ?? []).flatMap((name, index) =>
      oneOf(name, SECCOMP_ARCHITECTURES, ['architectures', index]),
    ),
    ...(profile.syscalls ?? []).flatMap((rule, index) => ruleFindings(rule, ['syscalls', index])),
  ];
}

function ruleFindings(rule: NonNullable<OciSeccompProfile['syscalls']>[number], path: Path): Finding[] {
  const args = rule.args ?? [];
  const repeated = args.find(({ index }, position) => args.findIndex((other) => other.index === index) < position);
  return [
    ...unknownFields(rule, RULE_FIELDS, path),
    ...(Array.isArray(rule.names) && rule.names.length > 0
      ? []
      : [
          {
            path: [...path, 'names'],
            problem: 'the rule names no call',
            got: rule.names,
            allowed: 'at least one name',
          },
        ]),
    ...oneOf(rule.action, SECCOMP_ACTIONS, [...path, 'action']),
    ...listenerFindings(rule.action, [...path, 'action']),
    ...errnoFindings(rule.errnoRet, [...path, 'errnoRet']),
    ...args.flatMap((argument, index) => [
      ...unknownFields(argument, ARGUMENT_FIELDS, [...path, 'args', index]),
      ...oneOf(argument.op, SECCOMP_OPERATORS, [...path, 'args', index, 'op']),
      ...rangeFindings(argument.index, 5, [...path, 'args', index, 'index']),
    ]),
    ...(repeated === undefined
      ? []
      : [
          {
            path: [...path, 'args'],
            problem: `two conditions look at argument ${repeated.index}, and runtimes join such by "or"`,
            got: args,
            allowed: 'one condition for each argument; write a rule for each alternative',
          },
        ]),
  ];
}

function unknownFields(object: object, known: readonly string[], path: Path): Finding[] {
  return Object.keys(object)
    .filter((field) => !known.includes(field))
    .map((field) => ({
      path: [...path, field],
      problem: 'the OCI profile has no such field, and runtimes drop it without a word',
      got: field,
      allowed: known.join(', '),
    }));
}

function oneOf(got: string, words: readonly string[], path: Path): Finding[] {
  if (words.includes(got)) return [];
  const meant = typeof got === 'string' ? nearest(got, words) : undefined;
  return [
    {
      path,
      problem: 'this is none of the words that may stand here',
      got,
      allowed: words.join(', '),
      ...(meant !== undefined && { fix: `write ${meant}` }),
    },
  ];
}

function listenerFindings(action: string, path: Path): Finding[] {
  if (!NEEDS_A_LISTENER.includes(action)) return [];
  return [
    {
      path,
      problem: 'this action needs somebody who listens, and in a pod nobody does',
      got: action,
      allowed: 'SCMP_ACT_ERRNO',
    },
  ];
}

function errnoFindings(errno: number | undefined, path: Path): Finding[] {
  return errno === undefined ? [] : rangeFindings(errno, HIGHEST_ERRNO, path);
}

function rangeFindings(got: number, highest: number, path: Path): Finding[] {
  if (Number.isInteger(got) && got >= 0 && got <= highest) return [];
  return [{ path, problem: 'the number is out of range', got, allowed: `0 to ${highest}` }];
}
