import type { Rule } from '../../../diagnostics/rule';
import { pathsBeyondPolicy } from '../confinement';
import { EXAMPLE_POLICY, exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';

/** The policy shuts no path that a sandbox of kagent's has open for good. */
export const FILES_FROZEN: Rule<NemoClawHarnessProps> = {
  id: 'KF5613',
  name: 'harness-files-frozen',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'kagent creates the sandbox with file paths of its own, and OpenShell lets nobody take one back: a narrower policy is refused by the gateway, or stored without effect.',
  fix: 'list the path in the policy too, or acknowledge that it stays open',
  faults: [],
  sources: ['facts/openshell-0.0.46.md §1.2, §1.6', 'facts/kagent.md §3'],
  check(props, report) {
    const beyond = pathsBeyondPolicy(props);
    if (beyond.length === 0) return;
    report({
      path: ['policy', 'filesystem'],
      problem: `the sandbox has more than the policy gives: ${beyond.join(', ')}`,
    });
  },
  examples: {
    failing: exampleHarness({
      policy: {
        ...EXAMPLE_POLICY,
        filesystem: { includeWorkdir: true, readOnly: ['/usr', '/lib', '/etc', '/sandbox'], readWrite: ['/tmp'] },
      },
    }),
    mended: exampleHarness({
      policy: {
        ...EXAMPLE_POLICY,
        filesystem: { includeWorkdir: true, readOnly: ['/usr', '/lib', '/etc'], readWrite: ['/sandbox', '/tmp'] },
      },
    }),
  },
};
