import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { lookAtTarget } from './autoscaler';

/** An autoscaler aims at a pool, never at one Sandbox. */
export const autoscalerTarget: Rule<KubernetesObject> = {
  id: 'KF3112',
  name: 'autoscaler-target',
  severity: 'error',
  acknowledge: 'never',
  why: 'A v1beta1 Sandbox has no scale subresource: the autoscaler never finds its target and only its own events say so.',
  fix: 'aim at the SandboxWarmPool; suspend a single Sandbox through `operatingMode`',
  faults: ['F-SBX-17'],
  sources: ['facts/agent-sandbox.md §1, §2.3'],
  check(object, report) {
    lookAtTarget(object, report, ({ kind, apiVersion }, ref) => {
      if (kind !== 'Sandbox' || apiVersion === 'agents.x-k8s.io/v1alpha1') return;
      ref.refuse({ problem: 'a Sandbox cannot be scaled', got: kind, allowed: 'SandboxWarmPool' }, ['kind']);
    });
  },
  examples: {
    failing: example({ apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', name: 'claude-49' }),
    mended: example({ apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name: 'claude' }),
  },
};

function example(scaleTargetRef: object): KubernetesObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'claude', namespace: 'team-a' },
    spec: {
      scaleTargetRef,
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [
        {
          type: 'External',
          external: {
            metric: { name: 'agent_sandbox_claim_creation_total' },
            target: { type: 'AverageValue', averageValue: '500m' },
          },
        },
      ],
    },
  };
}
