import type { Rule } from '../../../diagnostics/rule';
import { checkSidecars, checkUser, RESTRICTED_POD } from '../../kagent-resource/rules/restricted-pod';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** No container of the agent's pods is weaker than `restricted`. */
export const AGENT_RESTRICTED: Rule<AgentProps> = {
  ...RESTRICTED_POD,
  check({ deployment }, report) {
    checkSidecars(report, ['deployment', 'extraContainers'], deployment?.extraContainers);
    checkUser(report, ['deployment', 'security'], deployment?.security);
  },
  examples: {
    failing: exampleAgent({}, { deployment: { security: { runAsUser: 0 } } }),
    mended: exampleAgent({}, { deployment: { security: { runAsUser: 1001 } } }),
  },
};
