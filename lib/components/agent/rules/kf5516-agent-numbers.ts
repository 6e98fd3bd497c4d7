import type { Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** Counts are counts, and in effect. */
export const AGENT_NUMBERS: Rule<AgentProps> = {
  id: 'KF5516',
  name: 'agent-numbers',
  severity: 'error',
  acknowledge: 'never',
  why: 'The API server refuses a count below its least value. A SandboxAgent has one pod, whatever is asked for.',
  fix: 'give a whole number in the range; for a SandboxAgent leave `replicas` out',
  faults: [],
  sources: ['facts/kagent.md §1, §4 SandboxAgent'],
  check({ declarative, deployment, sandbox }, report) {
    const { memory, compaction } = declarative ?? {};
    const counts: readonly (readonly [Path, number | undefined, number])[] = [
      [['deployment', 'replicas'], deployment?.replicas, 0],
      [['declarative', 'memory', 'ttlDays'], memory?.ttlDays, 1],
      [['declarative', 'compaction', 'interval'], compaction?.interval, 1],
      [['declarative', 'compaction', 'overlapSize'], compaction?.overlapSize, 0],
      [['declarative', 'compaction', 'tokenThreshold'], compaction?.tokenThreshold, 1],
      [['declarative', 'compaction', 'eventRetentionSize'], compaction?.eventRetentionSize, 0],
    ];
    for (const [path, count, least] of counts) {
      if (count === undefined || (Number.isInteger(count) && count >= least)) continue;
      report({ path, problem: 'this is no count', got: count, allowed: `a whole number from ${least}` });
    }
    if (sandbox !== true || deployment?.replicas === undefined) return;
    report({
      path: ['deployment', 'replicas'],
      problem: 'a SandboxAgent has one pod',
      got: deployment.replicas,
      allowed: 'nothing',
    });
  },
  examples: {
    failing: exampleAgent({}, { sandbox: true, deployment: { replicas: 2 } }),
    mended: exampleAgent({}, { deployment: { replicas: 2 } }),
  },
};
