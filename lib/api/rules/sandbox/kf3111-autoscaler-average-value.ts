import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { lookAtTarget } from './autoscaler';

/** An autoscaler of a pool divides its metric by the members it has. */
export const autoscalerAverageValue: Rule<KubernetesObject> = {
  id: 'KF3111',
  name: 'autoscaler-average-value',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'With a target of type Value each decision multiplies what the last one made: the rate of claims does not fall when the pool grows, so the pool scales to its maximum and stays there.',
  fix: 'use a target of type AverageValue (KEDA: `metricType: AverageValue`)',
  faults: ['F-SBX-16'],
  sources: ['facts/agent-sandbox.md §2.9'],
  check(object, report) {
    lookAtTarget(object, report, ({ kind }, ref) => {
      if (kind !== 'SandboxWarmPool') return;
      const problem = 'the pool scales to its maximum and stays there';
      ref.sibling('metrics').each([], (metric) => {
        for (const source of ['external', 'object']) {
          metric.look([source, 'target', 'type'], (type) => {
            if (type.value === 'Value') type.refuse({ problem, got: 'Value', allowed: 'AverageValue' });
          });
        }
      });
      ref.sibling('triggers').each([], (trigger) => {
        trigger.look(['metricType'], (type) => {
          if (type.value === 'Value') type.refuse({ problem, got: 'Value', allowed: 'AverageValue' });
        });
      });
    });
  },
  examples: {
    failing: example({ type: 'Value', value: '500m' }),
    mended: example({ type: 'AverageValue', averageValue: '500m' }),
  },
};

function example(target: object): KubernetesObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'claude', namespace: 'team-a' },
    spec: {
      scaleTargetRef: { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name: 'claude' },
      minReplicas: 2,
      maxReplicas: 20,
      metrics: [
        {
          type: 'External',
          external: {
            metric: {
              name: 'agent_sandbox_claim_creation_total',
              selector: { matchLabels: { warmpool_name: 'claude' } },
            },
            target,
          },
        },
      ],
    },
  };
}
