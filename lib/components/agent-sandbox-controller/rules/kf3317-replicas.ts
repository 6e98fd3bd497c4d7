import type { Rule } from '../../../diagnostics/rule';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

/** There is at least one controller. */
export const REPLICAS: Rule<AgentSandboxControllerProps> = {
  id: 'KF3317',
  name: 'controller-replicas',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without a controller every object is accepted and nothing happens.',
  fix: 'give a whole number from 1',
  faults: ['F-SBX-05'],
  sources: ['facts/agent-sandbox.md §3'],
  check({ replicas }, report) {
    if (replicas === undefined || (Number.isInteger(replicas) && replicas >= 1)) return;
    report({
      path: ['replicas'],
      problem: 'a controller needs at least one pod',
      got: replicas,
      allowed: 'a whole number from 1',
    });
  },
  examples: {
    failing: exampleController({ replicas: 0 }),
    mended: exampleController({ replicas: 1 }),
  },
};
