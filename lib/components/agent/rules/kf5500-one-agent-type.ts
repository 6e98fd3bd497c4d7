import type { Rule } from '../../../diagnostics/rule';
import type { AgentProps } from '../props';
import { exampleAgent, exampleByo } from './example-agent';

/** An agent is declarative or an image, with what that needs. */
export const ONE_AGENT_TYPE: Rule<AgentProps> = {
  id: 'KF5500',
  name: 'one-agent-type',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent runs one of the two and ignores the other; an agent with its own image and without the image fails at each reconcile.',
  fix: 'give `declarative` or `byo: { image }`',
  faults: [],
  sources: ['facts/kagent.md §1 Agent'],
  check({ declarative, byo }, report) {
    if ((declarative === undefined) === (byo === undefined)) {
      report({
        path: [],
        problem: declarative === undefined ? 'nothing says what the agent is' : 'the agent is of both types',
        allowed: 'exactly one of declarative, byo',
      });
    }
    if (byo !== undefined && (byo.image === undefined || byo.image === '')) {
      report({ path: ['byo', 'image'], problem: 'an agent that brings its image needs one', allowed: 'an image' });
    }
    const { runtime = 'python' } = declarative ?? {};
    if (runtime !== 'python' && runtime !== 'go') {
      report({ path: ['declarative', 'runtime'], problem: 'this is no runtime', got: runtime, allowed: 'python, go' });
    }
  },
  examples: { failing: { ...exampleAgent(), ...exampleByo() }, mended: exampleByo() },
};
