import type { Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import { deniedCalls, SYSCALL_NAMES } from '../../../seccomp';
import { nearest } from '../../../syntax/nearest';
import type { SeccompProfileProps } from '../props';
import { exampleProfile } from './example-profile';
import { isKnownUse } from './kf3519-known-words';

/** The calls that a profile names exist, and changes change something. */
export const KNOWN_CALLS: Rule<SeccompProfileProps> = {
  id: 'KF3506',
  name: 'known-calls',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A runtime skips a name that its libseccomp does not know, without a word: a misspelt call stays allowed.',
  fix: 'correct the name',
  faults: [],
  sources: ['runc libcontainer/seccomp', 'Linux 6.18, syscall tables'],
  check({ profile, deny, allow, use }, report) {
    const look = (path: Path, names: readonly string[]) => {
      for (const [index, name] of names.entries()) {
        if (SYSCALL_NAMES.has(name)) continue;
        const meant = nearest(name, SYSCALL_NAMES);
        report({
          path: [...path, index],
          problem: 'no system call of this name is known',
          got: name,
          ...(meant !== undefined && { fix: `write ${meant}` }),
        });
      }
    };
    for (const [index, { names }] of (profile?.syscalls ?? []).entries()) {
      if (Array.isArray(names)) look(['profile', 'syscalls', index, 'names'], names);
    }
    look(['deny'], deny ?? []);
    look(['allow'], allow ?? []);
    for (const prop of ['deny', 'allow'] as const) {
      if (profile === undefined || (prop === 'deny' ? deny : allow) === undefined) continue;
      report({
        path: [prop],
        problem: 'this changes the library’s profile, and the component has one of its own',
        got: prop === 'deny' ? deny : allow,
        fix: 'make the change in `profile`, or leave `profile` out',
      });
    }
    if (!isKnownUse(use) || profile !== undefined) return;
    const denied = new Set(deniedCalls(use).flatMap(({ names }) => names));
    for (const [index, name] of (allow ?? []).entries()) {
      if (denied.has(name) || !SYSCALL_NAMES.has(name)) continue;
      report({
        path: ['allow', index],
        problem: `the library’s profile for ${use} does not deny this call`,
        got: name,
        fix: 'leave it out',
      });
    }
  },
  examples: {
    failing: exampleProfile({ deny: ['memfd_craete'] }),
    mended: exampleProfile({ deny: ['memfd_create'] }),
  },
};
