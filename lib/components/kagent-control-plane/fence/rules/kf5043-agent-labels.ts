import type { Rule } from '../../../../diagnostics/rule';
import { exampleControlPlane } from '../../example';
import { AGENT_POD_LABELS, MCP_SERVER_POD_LABELS } from '../../names';
import type { KagentControlPlaneProps } from '../../props';

const SELECTED = [...Object.keys(AGENT_POD_LABELS), ...Object.keys(MCP_SERVER_POD_LABELS), 'kagent'];

/** Labels for all agents leave those by which they are fenced. */
export const AGENT_LABELS: Rule<KagentControlPlaneProps> = {
  id: 'KF5043',
  name: 'agent-labels',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent lets these labels win over its own: agents without app: kagent are under no NetworkPolicy, and without kagent: <name> no Service finds them.',
  fix: 'choose a label that kagent does not set',
  faults: ['F-NET-08'],
  sources: ['facts/kagent.md §4 "Labels"'],
  check({ agents }, report) {
    for (const key of Object.keys(agents?.podLabels ?? {})) {
      if (!SELECTED.includes(key)) continue;
      report({
        path: ['agents', 'podLabels', key],
        problem: 'NetworkPolicies or Services select by this label',
        got: key,
      });
    }
  },
  examples: {
    failing: exampleControlPlane({ agents: { podLabels: { app: 'research' } } }),
    mended: exampleControlPlane({ agents: { podLabels: { team: 'research' } } }),
  },
};
