import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseTemplateName } from '../../../syntax/agent-sandbox-names';
import { exampleTemplate } from '../examples';
import { refuseName } from './named';

/** A SandboxTemplate has a name from which its NetworkPolicy’s can be made. */
export const templateName: Rule<KubernetesObject> = {
  id: 'KF3103',
  name: 'template-name',
  severity: 'error',
  acknowledge: 'never',
  why: 'The controller makes a NetworkPolicy <template>-network-policy and writes the name into labels; where that fails, sandboxes start without their NetworkPolicy.',
  fix: 'choose a name of at most 63 lower-case letters, digits and dashes',
  faults: ['F-SBX-11'],
  sources: ['facts/agent-sandbox.md §2.6, §7.9'],
  check(object, report) {
    refuseName(object, report, parseTemplateName);
  },
  examples: {
    failing: exampleTemplate({}, {}, 'claude-code-reviewers-of-the-payments-platform-in-frankfurt-region-1'),
    mended: exampleTemplate({}, {}, 'claude-code-reviewers-payments-fra-1'),
  },
};
