import type { Rule } from '../../../diagnostics/rule';
import { nameOf } from '../../../platform/named';
import { examplePlatform } from '../../../platform/rules/example-platform';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

/** The controller runs where the platform says that it does. */
export const PLATFORM_NAMESPACE: Rule<AgentSandboxControllerProps> = {
  id: 'KF3302',
  name: 'platform-namespace',
  severity: 'error',
  acknowledge: 'never',
  why: 'Pools, admission policies and the platform’s record look for the controller in the platform’s namespace; elsewhere their exceptions for it never match.',
  fix: 'set `agentSandboxNamespace` in definePlatform to the same name',
  faults: ['F-SBX-04'],
  sources: ['facts/agent-sandbox.md §2.6'],
  check({ namespace, platform }, report) {
    if (namespace === undefined || nameOf(namespace) === platform.agentSandboxNamespace) return;
    report({
      path: ['namespace'],
      problem: 'the platform has its agent-sandbox controller in another namespace',
      got: nameOf(namespace),
      allowed: platform.agentSandboxNamespace,
    });
  },
  examples: {
    failing: exampleController({ namespace: 'sandboxes' }),
    mended: exampleController({
      namespace: 'sandboxes',
      platform: examplePlatform({ agentSandboxNamespace: 'sandboxes' }),
    }),
  },
};
