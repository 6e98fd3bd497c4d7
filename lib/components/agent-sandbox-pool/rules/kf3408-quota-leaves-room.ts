import type { Rule } from '../../../diagnostics/rule';
import { examplePool } from '../example';
import { claimsOf } from '../guards';
import type { AgentSandboxPoolProps } from '../props';
import { mostWarm } from '../warm-pool';

/** Up to here a pool may do without a ResourceQuota. */
const LARGEST_UNBOUNDED = 50;

/** A large pool has a quota, and a quota leaves room for warm and for claimed sandboxes. */
export const quotaLeavesRoom: Rule<AgentSandboxPoolProps> = {
  id: 'KF3408',
  name: 'quota-leaves-room',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Claimed sandboxes come on top of the warm ones: a quota that only fits the warm ones lets nobody claim twice, and without a quota nothing bounds a runaway pool.',
  fix: 'set `quota.sandboxes` to the warm sandboxes plus the claims that may live at a time',
  faults: ['F-SBX-18'],
  sources: ['AS #251', 'facts/agent-sandbox.md §2.1, §2.9'],
  check(props, report) {
    const { quota, replicas, tenant } = props;
    const most = mostWarm(replicas);
    if (quota === undefined) {
      // A tenant's namespaces have the tenant's quota.
      if (tenant !== undefined || most === undefined || most <= LARGEST_UNBOUNDED) return;
      report({
        path: ['quota'],
        problem: `no quota bounds a pool of up to ${most} warm sandboxes`,
        allowed: `a quota, or at most ${LARGEST_UNBOUNDED} warm sandboxes`,
      });
      return;
    }
    for (const field of ['sandboxes', 'claims'] as const) {
      const value = quota[field];
      if (value === undefined || (Number.isInteger(value) && value > 0)) continue;
      report({
        path: ['quota', field],
        problem: 'this is no number to count to',
        got: value,
        allowed: 'a whole number from 1',
      });
      return;
    }
    const needed = (most ?? 0) + Math.max(claimsOf(props, quota), 1);
    if (quota.sandboxes >= needed) return;
    report({
      path: ['quota', 'sandboxes'],
      problem: `${most ?? 0} warm sandboxes leave no room for ${Math.max(claimsOf(props, quota), 1)} claimed`,
      got: quota.sandboxes,
      allowed: `at least ${needed}`,
    });
  },
  examples: {
    failing: examplePool({ replicas: 20, quota: { sandboxes: 20 } }),
    mended: examplePool({ replicas: 20, quota: { sandboxes: 60 } }),
  },
};
