import type { Rule } from '../../../diagnostics/rule';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** A declarative agent has instructions, from one place. */
export const SYSTEM_MESSAGE: Rule<AgentProps> = {
  id: 'KF5503',
  name: 'system-message',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema takes an agent without instructions, and the controller then fails at each reconcile; of an agent with two sources the API server refuses the object.',
  fix: 'give `systemMessage`, or `systemMessageFrom` with the key of a ConfigMap or Secret',
  faults: [],
  sources: ['facts/kagent.md §1', 'kagent v0.9.12 compiler.go, resolveRawSystemMessage'],
  check({ declarative }, report) {
    if (declarative === undefined) return;
    const { systemMessage, systemMessageFrom } = declarative;
    const isEmpty = systemMessage === undefined || systemMessage === '';
    if (isEmpty && systemMessageFrom === undefined) {
      report({ path: ['declarative', 'systemMessage'], problem: 'the agent has no instructions', allowed: 'a text' });
    }
    if (systemMessage !== undefined && systemMessageFrom !== undefined) {
      report({ path: ['declarative', 'systemMessageFrom'], problem: 'the instructions are given twice' });
    }
    if (systemMessageFrom === undefined) return;
    const { configMap, secret } = systemMessageFrom;
    if ((configMap === undefined) !== (secret === undefined)) return;
    report({
      path: ['declarative', 'systemMessageFrom'],
      problem: 'the instructions come from one place',
      allowed: 'exactly one of configMap, secret',
    });
  },
  examples: { failing: exampleAgent({ systemMessage: '' }), mended: exampleAgent() },
};
