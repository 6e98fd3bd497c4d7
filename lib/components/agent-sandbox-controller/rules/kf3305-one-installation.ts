import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

/** Agent-sandbox is installed once per cluster. */
export const ONE_INSTALLATION: Rule<AgentSandboxControllerProps> = {
  id: 'KF3305',
  name: 'one-installation',
  severity: 'error',
  acknowledge: 'never',
  why: 'Two owners of the same CRDs undo each other’s changes at every apply, and two controllers reconcile the same sandboxes.',
  fix: 'remove this component and describe the other installation in definePlatform: agentSandbox: { external: { version, servesV1alpha1 } }',
  faults: ['F-LIF-08', 'F-ENG-08'],
  sources: ['facts/agent-sandbox.md §7.17'],
  check({ platform: { cluster, agentSandbox } }, report) {
    for (const [index, addon] of cluster.managedAddons.entries()) {
      report({
        path: ['platform', 'cluster', 'managedAddons', index],
        problem: 'this managed add-on installs agent-sandbox itself',
        got: addon,
        allowed: 'no add-on that installs agent-sandbox',
      });
    }
    if (agentSandbox.external === undefined) return;
    report({
      path: ['platform', 'agentSandbox', 'external'],
      problem: 'the platform says that somebody else installs agent-sandbox',
      got: agentSandbox.external,
      allowed: 'nothing, when it is installed here',
    });
  },
  examples: {
    failing: exampleController({ platform: examplePlatform({ cluster: { managedAddons: ['gke-agent-sandbox'] } }) }),
    mended: exampleController({ platform: examplePlatform({ cluster: { managedAddons: [] } }) }),
  },
};
