import { AGENT_SANDBOX_0_5_6 } from './agent-sandbox-0.5.6';
import { KAGENT_0_9_12, KMCP_0_3_0, TOOLS_0_2_1 } from './kagent-0.9.12';
import type { Release } from './release';

/** kagent for agents and tools, OpenShell 0.0.111 with its own gateway. source: DESIGN §6; facts/verified.md §1 */
export const SIDE_BY_SIDE: Release = {
  name: 'SIDE_BY_SIDE',
  purpose: 'kagent for agents and tools beside OpenShell 0.0.111 with a gateway of its own',
  agentSandbox: {
    ...AGENT_SANDBOX_0_5_6,
    v1alpha1: [],
    optionalV1alpha1: [
      {
        crd: 'sandboxes.agents.x-k8s.io',
        who: 'SandboxAgents of kagent 0.9.12',
        source: 'fault F-REL-07; facts/agent-sandbox.md §1.6',
      },
    ],
  },
  openshell: { version: '0.0.111' },
  kagent: KAGENT_0_9_12,
  kmcp: KMCP_0_3_0,
  tools: TOOLS_0_2_1,
  kubernetes: { minimum: '1.30' },
};
