import type { Rule } from '../../../diagnostics/rule';
import type { Observed } from '../exports';
import { exampleObserved } from './example';

const OBJECTS = ['serviceMonitor', 'podMonitor', 'prometheusRule'] as const;

const MONITORED = { metrics: { serviceMonitor: {}, scrapeFrom: [{ namespace: 'monitoring' }] } };

/** Objects of prometheus-operator are written only where it is installed. */
export const MONITORING_OPERATOR: Rule<Observed> = {
  id: 'KF3311',
  name: 'monitoring-operator',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without the operator’s CRDs the apply ends in "no matches for kind" after half of the objects.',
  fix: 'declare the operator prometheus-operator in the cluster facts, or leave the object out',
  faults: ['F-ENG-04'],
  sources: ['facts/agent-sandbox.md §3, Helm chart'],
  check({ observability, cluster }, report) {
    if (cluster.operators.includes('prometheus-operator')) return;
    for (const object of OBJECTS.filter((name) => observability?.metrics?.[name] !== undefined)) {
      report({
        path: ['metrics', object],
        problem: 'prometheus-operator is not among the operators of the cluster',
        got: object,
        allowed: "nothing, or 'prometheus-operator' in cluster.operators",
      });
    }
  },
  examples: {
    failing: exampleObserved(MONITORED, { operators: ['cert-manager'] }),
    mended: exampleObserved(MONITORED),
  },
};
