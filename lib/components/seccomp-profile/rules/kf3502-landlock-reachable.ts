import type { Rule } from '../../../diagnostics/rule';
import type { SeccompProfileProps } from '../props';
import { exampleOwnProfile } from './example-profile';
import { neededFindings } from './needs';

/** No profile takes Landlock from the supervisor. */
export const LANDLOCK_REACHABLE: Rule<SeccompProfileProps> = {
  id: 'KF3502',
  name: 'landlock-reachable',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'With `best_effort`, which is all that OpenShell before 0.0.88 can bear, the supervisor then starts the agent without any confinement of files and reports success.',
  fix: 'allow the three landlock_ calls',
  faults: ['F-ISO-03'],
  sources: ['facts/verified.md §10', 'facts/openshell.md §4.2'],
  check(props, report) {
    for (const finding of neededFindings(props, ({ call }) => call.loss === 'fence-silently-off')) report(finding);
  },
  examples: {
    failing: exampleOwnProfile([{ names: ['landlock_create_ruleset'], action: 'SCMP_ACT_ERRNO' }]),
    mended: exampleOwnProfile([{ names: ['perf_event_open'], action: 'SCMP_ACT_ERRNO' }]),
  },
};
