import type { Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import { examplePool } from '../example';
import { networkFindings } from '../network-shape';
import type { AgentSandboxPoolProps } from '../props';
import { isSupervised } from '../supervised/policy-of';

/** The network of a pool is said, in a word or with both directions. */
export const networkShape: Rule<AgentSandboxPoolProps> = {
  id: 'KF3407',
  name: 'network-shape',
  severity: 'error',
  acknowledge: 'never',
  why: 'A direction that is left out is closed, one that is misspelt too; and an empty list of peers means everybody in a NetworkPolicy, not nobody.',
  fix: 'give isolated, cluster, public-internet, or { ingress, egress } with "none" or rules for each',
  faults: ['F-SBX-01', 'F-SBX-03'],
  sources: ['facts/agent-sandbox.md §2.6, §7.13', 'AS PR #1142 review'],
  check(props, report) {
    // Then the network follows from the policy, and KF3448 refuses both at once.
    if (isSupervised(props) || props.policy !== undefined) return;
    const { network } = props;
    if (isDeferred(network)) {
      report({
        path: ['network'],
        problem: 'the network has to be known at synth',
        allowed: 'a plain value, with deferred labels and addresses',
      });
      return;
    }
    for (const finding of networkFindings(network)) report({ ...finding, path: ['network', ...finding.path] });
  },
  examples: {
    failing: examplePool({ network: { egress: [{ to: ['public-internet'], ports: [443] }] } }),
    mended: examplePool({ network: { ingress: 'none', egress: [{ to: ['public-internet'], ports: [443] }] } }),
  },
};
