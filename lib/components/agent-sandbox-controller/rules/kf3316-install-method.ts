import type { Rule } from '../../../diagnostics/rule';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

/** A Deployment with other selector labels is not taken over in place. */
export const INSTALL_METHOD: Rule<AgentSandboxControllerProps> = {
  id: 'KF3316',
  name: 'install-method',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The Helm chart’s Deployment selects other labels, and a selector can never change: the apply ends in "field is immutable". CRDs and sandboxes stay as they are.',
  fix: 'delete the Deployment of the Helm release in the same maintenance window (sandboxes go on running without it), then acknowledge that it is gone',
  faults: ['F-LIF-07'],
  sources: ['facts/agent-sandbox.md §7.18'],
  check({ upgradesFrom }, report) {
    if (upgradesFrom?.by !== 'helm') return;
    report({
      path: ['upgradesFrom', 'by'],
      problem: 'the Deployment of the Helm chart cannot become this one',
      got: 'helm',
      allowed: 'kustomize, kagent-fleet',
    });
  },
  examples: {
    failing: exampleController({ upgradesFrom: { version: '0.5.6', by: 'helm', storedVersions: ['v1beta1'] } }),
    mended: exampleController({ upgradesFrom: { version: '0.5.6', by: 'kustomize', storedVersions: ['v1beta1'] } }),
  },
};
