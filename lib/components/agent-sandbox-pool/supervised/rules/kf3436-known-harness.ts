import type { Rule } from '../../../../diagnostics/rule';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { HARNESSES } from '../inference';
import { isSupervised } from '../policy-of';

/** The agent is one that there are words for. */
export const knownHarness: Rule<AgentSandboxPoolProps> = {
  id: 'KF3436',
  name: 'known-harness',
  severity: 'error',
  acknowledge: 'never',
  why: 'Each agent is told of its model by environment names of its own; of a name that is not known nothing would be told, and the agent would ask for a key.',
  fix: 'name one of the known agents, or `other` and set its environment in `env`',
  faults: [],
  sources: ['facts/nemoclaw.md §2'],
  check(props, report) {
    if (!isSupervised(props) || props.harness === undefined || HARNESSES.includes(props.harness)) return;
    report({
      path: ['harness'],
      problem: 'how this agent is told of its model is not known',
      got: props.harness,
      allowed: HARNESSES.join(', '),
    });
  },
  examples: {
    failing: exampleSupervisedPool({ harness: 'codex' }),
    mended: exampleSupervisedPool({ harness: 'other' }),
  },
};
