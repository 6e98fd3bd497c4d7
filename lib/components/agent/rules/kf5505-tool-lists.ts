import type { Finding, Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { AgentProps, AgentToolProp } from '../props';
import { exampleAgent } from './example-agent';
import { toolsOf } from './tools-of';

const MOST_TOOLS = 20;
const MOST_NAMES = 50;

/** What needs approval is offered, and lists are as long as upstream allows. */
export const TOOL_LISTS: Rule<AgentProps> = {
  id: 'KF5505',
  name: 'tool-lists',
  severity: 'error',
  acknowledge: 'never',
  why: 'The API server refuses a list that is too long, and an approval for a tool that the agent does not name. A tool of neither kind, or of both, is refused as well.',
  fix: 'name each tool that needs approval in `toolNames` too',
  faults: [],
  sources: ['facts/kagent.md §1 tools'],
  check({ declarative }, report) {
    const tools = toolsOf(declarative);
    if (tools.length > MOST_TOOLS) {
      report({
        path: ['declarative', 'tools'],
        problem: 'there are too many tools',
        got: tools.length,
        allowed: `at most ${MOST_TOOLS}`,
      });
    }
    for (const { tool, path } of tools) for (const finding of toolFindings(path, tool)) report(finding);
  },
  examples: {
    failing: exampleAgent({ tools: [{ mcpServer: 'tickets', toolNames: ['read'], requireApproval: ['delete'] }] }),
    mended: exampleAgent({
      tools: [{ mcpServer: 'tickets', toolNames: ['read', 'delete'], requireApproval: ['delete'] }],
    }),
  },
};

function toolFindings(path: Path, tool: AgentToolProp): Finding[] {
  if ((tool.mcpServer === undefined) === (tool.agent === undefined)) {
    return [{ path, problem: 'a tool is an MCP server or an agent', allowed: 'exactly one of mcpServer, agent' }];
  }
  const { toolNames = [], requireApproval = [] } = tool;
  const missing = requireApproval.filter((name) => !toolNames.includes(name));
  return [
    ...missing.map((name) => ({
      path: [...path, 'requireApproval', requireApproval.indexOf(name)],
      problem: 'this tool needs approval and is not offered',
      got: name,
      allowed: toolNames.join(', ') || 'one of toolNames, which is empty',
    })),
    ...[toolNames, requireApproval]
      .filter(({ length }) => length > MOST_NAMES)
      .map(({ length }) => ({
        path,
        problem: 'there are too many names',
        got: length,
        allowed: `at most ${MOST_NAMES}`,
      })),
  ];
}
