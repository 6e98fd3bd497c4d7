import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

const OBJECTS = ['serviceMonitor', 'podMonitor', 'prometheusRule'] as const;

/** Objects of prometheus-operator are written only where it is installed. */
export const MONITORING_OPERATOR: Rule<AgentSandboxControllerProps> = {
  id: 'KF3311',
  name: 'monitoring-operator',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without the operator’s CRDs the apply ends in "no matches for kind" after half of the objects.',
  fix: 'declare the operator prometheus-operator in the cluster facts, or leave the object out',
  faults: ['F-ENG-04'],
  sources: ['facts/agent-sandbox.md §3, Helm chart'],
  check({ metrics, platform }, report) {
    if (platform.cluster.operators.includes('prometheus-operator')) return;
    for (const object of OBJECTS.filter((name) => metrics?.[name] !== undefined)) {
      report({
        path: ['metrics', object],
        problem: 'prometheus-operator is not among the operators of the cluster',
        got: object,
        allowed: "nothing, or 'prometheus-operator' in cluster.operators",
      });
    }
  },
  examples: {
    failing: exampleController({
      platform: examplePlatform({ cluster: { operators: [] } }),
      metrics: { serviceMonitor: {}, scrapeFrom: [{ namespace: 'monitoring' }] },
    }),
    mended: exampleController({ metrics: { serviceMonitor: {}, scrapeFrom: [{ namespace: 'monitoring' }] } }),
  },
};
