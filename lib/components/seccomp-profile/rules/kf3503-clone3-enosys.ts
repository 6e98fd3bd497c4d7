import type { Rule } from '../../../diagnostics/rule';
import type { SeccompProfileProps } from '../props';
import { exampleOwnProfile } from './example-profile';
import { neededFindings } from './needs';

/** clone3 is allowed or answers ENOSYS. */
export const CLONE3_ENOSYS: Rule<SeccompProfileProps> = {
  id: 'KF3503',
  name: 'clone3-enosys',
  severity: 'error',
  acknowledge: 'never',
  why: 'libc tries clone3 first and falls back to clone on ENOSYS only: with EPERM no program can start a thread.',
  fix: 'deny clone3 in a rule of its own with errnoRet 38, or allow it',
  faults: ['F-ISO-04'],
  sources: ['facts/verified.md §10', 'facts/openshell.md §4.5'],
  check(props, report) {
    for (const finding of neededFindings(props, ({ call }) => call.loss === 'fails-later')) report(finding);
  },
  examples: {
    failing: exampleOwnProfile([{ names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 1 }]),
    mended: exampleOwnProfile([{ names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 }]),
  },
};
