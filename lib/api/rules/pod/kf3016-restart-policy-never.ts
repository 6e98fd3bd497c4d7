import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleTemplate } from '../examples';
import { lookAtPod } from './pod-of';

/** A sandbox that may not restart its containers is said to end for good. */
export const restartPolicyNever: Rule<KubernetesObject> = {
  id: 'KF3016',
  name: 'restart-policy-never',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A pod with `restartPolicy: Never` that ends or is evicted stays Failed; the controller never makes another, and its volumes stay held.',
  fix: 'leave `restartPolicy` at Always, or give claims `ttlSecondsAfterFinished` and alert on the condition Finished',
  faults: ['F-SBX-19'],
  sources: ['AS #729', 'OS #2616', 'facts/agent-sandbox.md §2.3'],
  check(object, report) {
    lookAtPod(object, report, (pod) => {
      pod.look(['restartPolicy'], (spot) => {
        if (spot.value !== 'Never') return;
        spot.refuse({
          problem: 'a sandbox that is evicted or ends stays Failed for ever',
          got: 'Never',
          allowed: 'Always, OnFailure',
        });
      });
    });
  },
  examples: {
    failing: exampleTemplate({ restartPolicy: 'Never' }),
    mended: exampleTemplate({ restartPolicy: 'Always' }),
  },
};
