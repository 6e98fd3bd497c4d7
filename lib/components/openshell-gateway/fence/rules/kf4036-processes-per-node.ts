import type { Rule } from '../../../../diagnostics/rule';
import { capabilitiesOf } from '../../capabilities';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/**
 * Processes and threads of one sandbox that is at work: a server on Node.js, one tool on Node.js beside it (some eleven
 * threads each), a shell and what it starts. An estimate on the safe side; idle ones need half.
 */
const PER_SANDBOX = 32;

/** As many sandboxes as may meet on one node find room for their processes there. */
export const PROCESSES_PER_NODE: Rule<OpenShellGatewayProps> = {
  id: 'KF4036',
  name: 'processes-per-node',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'The supervisor limits the processes of its user id, and the kernel counts them over all sandboxes of a node, because all of them run as one user: beyond the limit every fork in any of them fails with EAGAIN.',
  fix: 'set `sandboxes.userNamespaces` so that each sandbox has user ids of its own, lower the quota, or acknowledge with how many sandboxes a node takes',
  faults: ['F-NEM-04'],
  sources: ['facts/openshell-0.0.46.md §0, §5', 'facts/nemoclaw.md §5', 'OpenShell PR #1497'],
  check(props, report) {
    const limit = capabilitiesOf(props)?.processLimit;
    const { quota, userNamespaces } = props.sandboxes ?? {};
    if (typeof limit !== 'number' || userNamespaces === true) return;
    const most = Math.floor(limit / PER_SANDBOX);
    if (typeof quota?.sandboxes !== 'number' || !(quota.sandboxes > most)) return;
    report({
      path: ['sandboxes', 'quota', 'sandboxes'],
      problem: `on one node so many sandboxes share ${limit} processes and threads`,
      got: quota.sandboxes,
      allowed: `up to ${most} on one node, at about ${PER_SANDBOX} each`,
    });
  },
  examples: {
    failing: exampleGateway({ sandboxes: { quota: { sandboxes: 40 } } }),
    mended: exampleGateway({ sandboxes: { quota: { sandboxes: 40 }, userNamespaces: true } }),
  },
};
