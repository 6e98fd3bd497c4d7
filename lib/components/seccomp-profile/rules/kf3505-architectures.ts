import type { Rule } from '../../../diagnostics/rule';
import { SUB_ARCHITECTURES } from '../../../seccomp';
import type { SeccompProfileProps } from '../props';
import { exampleOwnProfile, exampleProfile } from './example-profile';

/** An own profile covers both kinds of nodes, with the programs of other widths that they run. */
export const BOTH_ARCHITECTURES: Rule<SeccompProfileProps> = {
  id: 'KF3505',
  name: 'both-architectures',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A filter kills (SIGSYS) what comes by a calling convention that it does not list: 32-bit programs die on their first call.',
  fix: 'list every architecture with its sub-architectures',
  faults: [],
  sources: ['libseccomp, bad architecture action', 'test/seccomp (run under runc)'],
  check({ profile }, report) {
    if (profile === undefined) return;
    const listed = new Set<string>(profile.architectures ?? []);
    const all = Object.entries(SUB_ARCHITECTURES).flat(2);
    const missing = all.filter((name) => !listed.has(name));
    if (missing.length === 0) return;
    report({
      path: ['profile', 'architectures'],
      problem: `the profile leaves out ${missing.join(', ')}`,
      got: profile.architectures,
      allowed: all.join(', '),
    });
  },
  examples: {
    failing: exampleProfile({
      profile: {
        defaultAction: 'SCMP_ACT_ALLOW',
        architectures: ['SCMP_ARCH_X86_64'],
        syscalls: [{ names: ['bpf'], action: 'SCMP_ACT_ERRNO' }],
      },
    }),
    mended: exampleOwnProfile([{ names: ['bpf'], action: 'SCMP_ACT_ERRNO' }]),
  },
};
