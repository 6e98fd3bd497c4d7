import type { Rule } from '../../../diagnostics/rule';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';

const scaled = { replicas: { autoscale: { min: 2, max: 20, target: '50m' } } };

/** The size of a pool has one owner. */
export const replicasOneOwner: Rule<AgentSandboxPoolProps> = {
  id: 'KF3406',
  name: 'replicas-one-owner',
  severity: 'error',
  acknowledge: 'never',
  why: 'With `spec.replicas` in the definition and an autoscaler on the pool every apply resets the scale, or ends in a conflict of field managers.',
  fix: 'remove the patch, or give `replicas` as a number',
  faults: ['F-SBX-15'],
  sources: ['facts/agent-sandbox.md §2.9, §7.11', 'pulumi-kubernetes #2491'],
  check({ replicas, patches = [] }, report) {
    if (typeof replicas === 'number') return;
    patches.forEach(({ key, ops }, index) => {
      if (key !== 'pool') return;
      ops.forEach(({ op, path }, number) => {
        if (op === 'remove' || op === 'test' || path !== '/spec/replicas') return;
        report({
          path: ['patches', index, 'ops', number],
          problem: 'the patch writes the size that somebody else owns',
          got: path,
          allowed: replicas === 'external' ? 'the other controller alone' : 'the HorizontalPodAutoscaler alone',
        });
      });
    });
  },
  examples: {
    failing: examplePool({
      ...scaled,
      patches: [{ key: 'pool', ops: [{ op: 'add', path: '/spec/replicas', value: 5 }], reason: 'start with five' }],
    }),
    mended: examplePool(scaled),
  },
};
