import { AGENT_SANDBOX_0_5_6 } from './agent-sandbox-0.5.6';
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
  kagent: { version: '0.9.12' },
  kmcp: { version: '0.3.0' },
  tools: { version: '0.2.1' },
  kubernetes: { minimum: '1.30' },
};
