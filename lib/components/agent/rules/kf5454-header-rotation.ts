import type { Rule } from '../../../diagnostics/rule';
import { HEADER_ROTATED } from '../../kagent-resource/rules/headers';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';
import { toolsOf } from './tools-of';

const TOOLS = [{ mcpServer: 'tickets', headers: { 'X-Team': { name: 'tickets', key: 'token' } } }];

/** A new value of a header reaches the agent. */
export const TOOL_HEADER_ROTATION: Rule<AgentProps> = {
  ...HEADER_ROTATED,
  check({ declarative, secretsRevision }, report) {
    if (secretsRevision !== undefined || !toolsOf(declarative).some(({ tool }) => tool.headers !== undefined)) return;
    report({
      path: ['secretsRevision'],
      problem: 'nothing changes when the Secrets behind the headers do',
      allowed: 'a text that changes with them',
    });
  },
  examples: {
    failing: exampleAgent({ tools: TOOLS }),
    mended: exampleAgent({ tools: TOOLS }, { secretsRevision: '2026-11' }),
  },
};
