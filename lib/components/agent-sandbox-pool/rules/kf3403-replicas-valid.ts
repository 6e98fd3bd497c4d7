import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import { parseQuantity } from '../../../syntax/quantity';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps, Autoscaled } from '../props';

/** The size of a pool is a number, a range, or somebody else’s business. */
export const replicasValid: Rule<AgentSandboxPoolProps> = {
  id: 'KF3403',
  name: 'replicas-valid',
  severity: 'error',
  acknowledge: 'never',
  why: 'The API server refuses negative sizes and ranges that end before they start, and a HorizontalPodAutoscaler refuses a minimum of none; a size that is not known at synth decides whether there is an autoscaler at all.',
  fix: 'give a whole number from 0, { autoscale: { min, max, target } }, or "external"',
  faults: ['F-SBX-15', 'F-SBX-16'],
  sources: ['autoscaling/v2 validation', 'facts/agent-sandbox.md §2.9'],
  check({ replicas }, report) {
    const path = ['replicas'];
    if (replicas === 'external') return;
    if (typeof replicas === 'number') {
      if (!isCount(replicas, 0))
        report({
          path,
          problem: 'a pool cannot have this many sandboxes',
          got: replicas,
          allowed: 'a whole number from 0',
        });
      return;
    }
    if (
      isDeferred(replicas) ||
      typeof replicas !== 'object' ||
      replicas === null ||
      !replicas.autoscale ||
      isDeferred(replicas.autoscale)
    ) {
      report({
        path,
        problem: 'this is no size that is known at synth',
        got: typeof replicas === 'object' ? undefined : replicas,
        allowed: 'a number, { autoscale: … }, "external"',
      });
      return;
    }
    for (const finding of rangeFindings(replicas.autoscale)) report(finding);
    report.whenKnown([...path, 'autoscale', 'target'], replicas.autoscale.target, targetFindings);
    if (replicas.autoscale.target === undefined) for (const finding of targetFindings(undefined)) report(finding);
  },
  examples: {
    failing: examplePool({ replicas: { autoscale: { min: 0, max: 20, target: '50m' } } }),
    mended: examplePool({ replicas: { autoscale: { min: 1, max: 20, target: '50m' } } }),
  },
};

function rangeFindings({ min, max }: Autoscaled['autoscale']): Finding[] {
  const path = ['replicas', 'autoscale'];
  if (!isCount(min, 1)) {
    return [
      {
        path: [...path, 'min'],
        problem: 'the autoscaler has no usable minimum',
        got: min,
        allowed: 'a whole number from 1',
      },
    ];
  }
  if (isCount(max, min)) return [];
  return [
    {
      path: [...path, 'max'],
      problem: 'the autoscaler has no usable maximum',
      got: max,
      allowed: `a whole number from ${min}`,
    },
  ];
}

function targetFindings(target: unknown): Finding[] {
  const parsed = parseQuantity(target, { nonNegative: true });
  if (parsed.ok && parsed.value.nano > 0n) return [];
  return [
    {
      path: ['replicas', 'autoscale', 'target'],
      problem: parsed.ok ? 'a target of nothing divides by nothing' : `the target is malformed: ${parsed.reason}`,
      got: target,
      allowed: 'a quantity above 0, e.g. "50m" for one claim per 20 seconds',
    },
  ];
}

function isCount(value: unknown, least: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 2 ** 31 - 1;
}
