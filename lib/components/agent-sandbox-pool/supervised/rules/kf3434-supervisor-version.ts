import type { Rule } from '../../../../diagnostics/rule';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { isSupervised, SUPERVISOR_VERSIONS, supervisorVersionOf } from '../policy-of';

/** The supervisor is one whose file mode is known. */
export const supervisorVersion: Rule<AgentSandboxPoolProps> = {
  id: 'KF3434',
  name: 'supervisor-version',
  severity: 'error',
  acknowledge: 'never',
  why: 'The rules that a supervisor asks its policy module for differ by version, and one that is missing ends the process; versions that were not run may ask for others.',
  fix: 'leave `supervisor.version` to the platform’s release, or give one of those that were run',
  faults: ['F-REL-05'],
  sources: ['facts/verified.md §9'],
  check(props, report) {
    if (!isSupervised(props)) return;
    const version = supervisorVersionOf(props);
    if (SUPERVISOR_VERSIONS.some((known) => known === version)) return;
    report({
      path: ['supervisor', 'version'],
      problem: 'the file mode of this supervisor was never run',
      got: version,
      allowed: SUPERVISOR_VERSIONS.join(', '),
    });
  },
  examples: {
    failing: exampleSupervisedPool({ supervisor: { version: '0.1.9' } }),
    mended: exampleSupervisedPool({ supervisor: { version: '0.0.111' } }),
  },
};
