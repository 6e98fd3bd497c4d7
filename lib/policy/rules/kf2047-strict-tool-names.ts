import { endpointsOf, exampleOnNewest, oneRule, type PolicyRule, SOUND_TOOLS } from './input';
import { SHEET_111 } from './source';

export const STRICT_TOOL_NAMES: PolicyRule = {
  id: 'KF2047',
  name: 'strict-tool-names',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'With `strict_tool_names: false` names of tools that MCP does not allow reach the rules and the server, which may read them differently.',
  fix: 'leave `strict_tool_names` out',
  faults: [],
  sources: [SHEET_111('1.3'), SHEET_111('1.4')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (endpoint.mcp?.strictToolNames !== false) continue;
      report({
        path: [...path, 'mcp', 'strictToolNames'],
        problem: 'any text passes as the name of a tool',
        got: false,
        allowed: 'true',
      });
    }
  },
  examples: {
    failing: exampleOnNewest(oneRule({ ...SOUND_TOOLS, mcp: { strictToolNames: false } })),
    mended: exampleOnNewest(oneRule(SOUND_TOOLS)),
  },
};
