import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { examplePod, exampleSandbox } from '../examples';
import { isRecord } from '../spot';
import { lookAtPod } from './pod-of';

const IDENTITIES = ['serviceAccountToken', 'clusterTrustBundle', 'podCertificate'] as const;

/** No sandbox carries an identity towards the API server. */
export const noServiceAccountToken: Rule<KubernetesObject> = {
  id: 'KF3006',
  name: 'no-service-account-token',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The controller turns the token off only for pods that come from a template and leave the field out; a bare Sandbox mounts it, and whatever runs inside holds an identity of the cluster.',
  fix: 'set `automountServiceAccountToken: false` and remove projected tokens',
  faults: ['F-SBX-23'],
  sources: ['facts/agent-sandbox.md §2.6', 'AS examples/policy/vap rules 3, 8'],
  check(object, report) {
    lookAtPod(object, report, (pod) => {
      pod.look(['automountServiceAccountToken'], (spot) => {
        const unset = spot.value === undefined && object.kind === 'Sandbox';
        if (spot.value !== true && !unset) return;
        spot.refuse({
          problem: unset
            ? 'a bare Sandbox mounts the token of its ServiceAccount unless told not to'
            : 'the token of the ServiceAccount is mounted into the sandbox',
          got: spot.value,
          allowed: 'false',
        });
      });
      pod.each(['volumes'], (volume) => {
        volume.each(['projected', 'sources'], (source) => {
          const identity = isRecord(source.value)
            ? IDENTITIES.find((kind) => isRecord(source.value) && source.value[kind])
            : undefined;
          if (identity === undefined) return;
          source.refuse({ problem: 'a projected volume puts an identity into the sandbox', got: identity }, [identity]);
        });
      });
    });
  },
  examples: {
    failing: exampleSandbox({
      podTemplate: { spec: examplePod({ automountServiceAccountToken: undefined }) },
    }),
    mended: exampleSandbox(),
  },
};
