import { AGENT_SANDBOX_0_5_6 } from './agent-sandbox-0.5.6';
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
  kagent: { version: '0.9.12' },
  kmcp: { version: '0.3.0' },
  tools: { version: '0.2.1' },
  kubernetes: { minimum: '1.30' },
};
