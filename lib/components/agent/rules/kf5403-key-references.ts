import type { Rule } from '../../../diagnostics/rule';
import { checkKeyReference, checkLocalName, KEY_REFERENCE } from '../../kagent-resource/rules/key-reference';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';
import { toolsOf } from './tools-of';

/** Instructions, headers and Secrets of skills are named by references that can exist. */
export const AGENT_KEY_REFERENCES: Rule<AgentProps> = {
  ...KEY_REFERENCE,
  check({ declarative, skills }, report) {
    const { configMap, secret } = declarative?.systemMessageFrom ?? {};
    const from = ['declarative', 'systemMessageFrom'];
    checkKeyReference(report, [...from, 'configMap'], configMap);
    checkKeyReference(report, [...from, 'secret'], secret);
    for (const { tool, path } of toolsOf(declarative)) {
      for (const [header, reference] of Object.entries(tool.headers ?? {})) {
        checkKeyReference(report, [...path, 'headers', header], reference);
      }
    }
    checkLocalName(report, ['skills', 'gitAuthSecretRef', 'name'], skills?.gitAuthSecretRef?.name);
  },
  examples: {
    failing: exampleAgent({ systemMessage: undefined, systemMessageFrom: { configMap: { name: 'prompts', key: '' } } }),
    mended: exampleAgent({
      systemMessage: undefined,
      systemMessageFrom: { configMap: { name: 'prompts', key: 'helper' } },
    }),
  },
};
