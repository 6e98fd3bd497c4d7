import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseSandboxName } from '../../../syntax/agent-sandbox-names';
import { exampleSandbox } from '../examples';
import { refuseName } from './named';

/** A Sandbox has a name that its Pod, its hostname and its Service can have too. */
export const sandboxName: Rule<KubernetesObject> = {
  id: 'KF3101',
  name: 'sandbox-name',
  severity: 'error',
  acknowledge: 'never',
  why: 'The name is checked nowhere; creating the Service or the Pod then fails again and again, and the Sandbox is never ready.',
  fix: 'choose a name of at most 63 lower-case letters, digits and dashes that starts with a letter',
  faults: ['F-SBX-11'],
  sources: ['AS #342, PR #1475', 'facts/agent-sandbox.md §2.4, §7.9'],
  check(object, report) {
    refuseName(object, report, parseSandboxName);
  },
  examples: { failing: exampleSandbox({}, '1-agent'), mended: exampleSandbox({}, 'agent-1') },
};
