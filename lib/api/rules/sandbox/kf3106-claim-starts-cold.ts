import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { exampleClaim } from '../examples';
import { Spot } from '../spot';

const FIELDS = {
  env: 'envVarsInjectionPolicy',
  volumeClaimTemplates: 'volumeClaimTemplatesPolicy',
} as const;

/** A claim asks for nothing that a warm sandbox cannot have. */
export const claimStartsCold: Rule<KubernetesObject> = {
  id: 'KF3106',
  name: 'claim-starts-cold',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A claim with env or volume claim templates never gets a warm sandbox, and unless the template allows it the claim is rejected: EnvVarsInjectionRejected or VolumeClaimTemplatesError.',
  fix: 'put the value into the template, or hand it over after the claim is bound; to keep it, set the template’s policy to Allowed or Overrides',
  faults: ['F-SBX-06', 'F-SBX-08'],
  sources: ['facts/agent-sandbox.md §2.1, §2.7', 'rossoctl #2302'],
  check(object, report) {
    for (const [field, policy] of Object.entries(FIELDS)) {
      Spot.of(object, report).look(['spec', field], (spot) => {
        if (!Array.isArray(spot.value) || spot.value.length === 0) return;
        // The values of env may be secrets, so they are counted and not shown.
        spot.refuse({
          problem: `the claim bypasses the warm pool, and needs ${policy} on its template`,
          got: `${spot.value.length} in ${field}`,
          allowed: 'nothing, for a warm start',
        });
      });
    }
  },
  examples: {
    failing: exampleClaim({ env: [{ name: 'REPOSITORY', value: 'payments' }] }),
    mended: exampleClaim(),
  },
};
