import type { Rule } from '../../../diagnostics/rule';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';
import { mostWarm } from '../warm-pool';

const DEFAULT_MAX_REPLICAS = 100;

/** A pool asks for no more warm sandboxes than its definition says it may. */
export const replicasCapped: Rule<AgentSandboxPoolProps> = {
  id: 'KF3404',
  name: 'replicas-capped',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Upstream has no maximum: one more digit starts a storm of pods that fills the cluster.',
  fix: 'lower `replicas`, or raise `maxReplicas` after a look at what the cluster can hold',
  faults: ['F-SBX-18'],
  sources: ['AS #251', 'facts/agent-sandbox.md §1.5'],
  check({ replicas, maxReplicas = DEFAULT_MAX_REPLICAS }, report) {
    const most = mostWarm(replicas);
    if (most === undefined || most <= maxReplicas) return;
    report({
      path: typeof replicas === 'number' ? ['replicas'] : ['replicas', 'autoscale', 'max'],
      problem: `the pool may grow to ${most} warm sandboxes`,
      got: most,
      allowed: `at most ${maxReplicas} (maxReplicas)`,
    });
  },
  examples: {
    failing: examplePool({ replicas: 5000 }),
    mended: examplePool({ replicas: 50 }),
  },
};
