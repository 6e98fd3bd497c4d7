import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import type { AgentPlatformProps } from '../props';

const EXTERNAL = { external: { version: '0.5.6', servesV1alpha1: false } } as const;

/** Nobody describes a controller that somebody else installs. */
export const EXTERNAL_CONTROLLER: Rule<AgentPlatformProps> = {
  id: 'KF1020',
  name: 'external-controller',
  severity: 'error',
  acknowledge: 'never',
  why: 'The controller of another installation is not written here, so what is said of it would have no effect.',
  fix: 'leave `controller` out, or `agentSandbox.external` when the platform installs agent-sandbox itself',
  faults: ['F-LIF-08'],
  sources: ['facts/agent-sandbox.md §7.17'],
  check({ controller, agentSandbox }, report) {
    if (controller === undefined || agentSandbox.external === undefined) return;
    report({
      path: ['controller'],
      problem: 'agent-sandbox is installed by somebody else, so its controller is not written here',
      got: Object.keys(controller),
      allowed: 'nothing',
    });
  },
  examples: {
    failing: { ...examplePlatform({ agentSandbox: EXTERNAL }), controller: { replicas: 3 } },
    mended: examplePlatform({ agentSandbox: EXTERNAL }),
  },
};
