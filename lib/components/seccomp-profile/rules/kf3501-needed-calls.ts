import type { Rule } from '../../../diagnostics/rule';
import type { SeccompProfileProps } from '../props';
import { exampleOwnProfile } from './example-profile';
import { neededFindings } from './needs';

/** No profile denies what must work for the use to start at all. */
export const NEEDED_CALLS_ALLOWED: Rule<SeccompProfileProps> = {
  id: 'KF3501',
  name: 'needed-calls-allowed',
  severity: 'error',
  acknowledge: 'never',
  why: 'OpenShell’s supervisor makes namespaces, mounts and filters itself; without one of these calls it exits, and the pod only says CrashLoopBackOff.',
  fix: 'take the call out of the deny list, or allow it',
  faults: ['F-ISO-03'],
  sources: ['facts/verified.md §10', 'facts/openshell.md §4.5'],
  check(props, report) {
    for (const finding of neededFindings(props, ({ call }) => call.loss === 'does-not-start')) report(finding);
  },
  examples: {
    failing: exampleOwnProfile([{ names: ['bpf', 'mount', 'unshare'], action: 'SCMP_ACT_ERRNO', errnoRet: 1 }]),
    mended: exampleOwnProfile([{ names: ['bpf'], action: 'SCMP_ACT_ERRNO', errnoRet: 1 }]),
  },
};
