import type { Rule } from '../../../diagnostics/rule';
import { checkHeaderNames, HEADER_NAME } from '../../kagent-resource/rules/headers';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';
import { toolsOf } from './tools-of';

const REFERENCE = { name: 'tickets', key: 'token' };

/** Headers have names that HTTP knows, each once. */
export const TOOL_HEADER_NAMES: Rule<AgentProps> = {
  ...HEADER_NAME,
  check({ declarative }, report) {
    for (const { tool, path } of toolsOf(declarative)) checkHeaderNames(report, [...path, 'headers'], tool.headers);
  },
  examples: {
    failing: exampleAgent(
      { tools: [{ mcpServer: 'tickets', headers: { 'X-Team: a': REFERENCE } }] },
      { secretsRevision: '1' },
    ),
    mended: exampleAgent(
      { tools: [{ mcpServer: 'tickets', headers: { 'X-Team': REFERENCE } }] },
      { secretsRevision: '1' },
    ),
  },
};
