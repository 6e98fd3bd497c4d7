import { AGENT_SANDBOX_0_5_6 } from './agent-sandbox-0.5.6';
import { KAGENT_0_9_12, KMCP_0_3_0, TOOLS_0_2_1 } from './kagent-0.9.12';
import type { Release } from './release';

const SANDBOXES = 'sandboxes.agents.x-k8s.io';

/** The whole chain kagent → NemoClaw → OpenShell → agent-sandbox. source: facts/verified.md §1 */
export const KAGENT_0_9: Release = {
  name: 'KAGENT_0_9',
  purpose: 'the whole chain: kagent drives NemoClaw harnesses on OpenShell on agent-sandbox',
  agentSandbox: {
    ...AGENT_SANDBOX_0_5_6,
    v1alpha1: [
      {
        crd: SANDBOXES,
        who: 'the driver of OpenShell 0.0.46, which has v1alpha1 compiled in',
        source: 'fault F-REL-03; facts/verified.md §1',
      },
      {
        crd: SANDBOXES,
        who: 'SandboxAgents of kagent 0.9.12',
        source: 'fault F-REL-07; facts/agent-sandbox.md §1.6',
      },
    ],
    optionalV1alpha1: [],
  },
  openshell: { version: '0.0.46' },
  kagent: KAGENT_0_9_12,
  kmcp: KMCP_0_3_0,
  tools: TOOLS_0_2_1,
  kubernetes: { minimum: '1.30' },
};
