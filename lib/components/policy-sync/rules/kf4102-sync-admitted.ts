import type { Rule } from '../../../diagnostics/rule';
import { letsIn } from '../../../platform/network-peer';
import { SYNC_COMPONENT } from '../names';
import { exampleRun, type SyncRun } from './run';

const LABELS = { 'app.kubernetes.io/component': SYNC_COMPONENT };

/** The gateway lets the program in. */
export const SYNC_ADMITTED: Rule<SyncRun> = {
  id: 'KF4102',
  name: 'sync-admitted',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The gateway’s NetworkPolicy drops whoever is not among its callers, and only their namespaces get its client Secret: the program waits for a volume or a connection until its deadline, and the policy is never in force.',
  fix: 'run it in the control plane’s namespace, or name this namespace with these labels among the gateway’s `callers`',
  faults: ['F-GW-02', 'F-NET-04'],
  sources: ['facts/openshell.md §10.9'],
  check({ gateway: { callers, auth }, namespace }, report) {
    if (letsIn(callers, { namespace, labels: LABELS })) return;
    report({
      path: ['gateway', 'callers'],
      problem:
        auth === 'trusted-proxy'
          ? 'the gateway lets its trusted proxy in and nobody else'
          : 'the gateway’s NetworkPolicy does not let the program’s pods in',
      got: callers,
      allowed: `{ namespace: ${namespace}, podLabels: ${JSON.stringify(LABELS)} } or less exact`,
    });
  },
  examples: {
    failing: exampleRun(
      {},
      { callers: [{ namespace: 'team-a-kagent', podLabels: { 'app.kubernetes.io/component': 'controller' } }] },
    ),
    mended: exampleRun({}, { callers: [{ namespace: 'team-a-kagent', podLabels: LABELS }] }),
  },
};
