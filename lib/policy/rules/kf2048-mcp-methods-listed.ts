import { endpointsOf, exampleOnNewest, oneRule, type PolicyRule, SOUND_TOOLS } from './input';
import { SHEET_111 } from './source';

export const MCP_METHODS_LISTED: PolicyRule = {
  id: 'KF2048',
  name: 'mcp-methods-listed',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'With `allow_all_known_mcp_methods` every method of MCP passes, and every tool unless a rule names tools; a later release may know more methods.',
  fix: 'leave it out and allow the methods and tools by rules',
  faults: [],
  sources: [SHEET_111('1.3'), SHEET_111('1.4')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (endpoint.mcp?.allowAllKnownMcpMethods !== true) continue;
      report({
        path: [...path, 'mcp', 'allowAllKnownMcpMethods'],
        problem: 'methods pass that no rule names',
        got: true,
        allowed: 'false',
      });
    }
  },
  examples: {
    failing: exampleOnNewest(oneRule({ ...SOUND_TOOLS, mcp: { allowAllKnownMcpMethods: true } })),
    mended: exampleOnNewest(oneRule(SOUND_TOOLS)),
  },
};
