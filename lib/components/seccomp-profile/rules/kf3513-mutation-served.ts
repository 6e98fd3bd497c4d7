import type { Rule } from '../../../diagnostics/rule';
import type { SeccompProfileProps } from '../props';
import { mutatingVersion } from '../settings';
import { exampleAttached } from './example-profile';

/** Mutating is asked for only where the API server can. */
export const MUTATION_SERVED: Rule<SeccompProfileProps> = {
  id: 'KF3513',
  name: 'mutation-served',
  severity: 'error',
  acknowledge: 'never',
  why: 'MutatingAdmissionPolicies are v1 from Kubernetes 1.36 on; 1.34 and 1.35 have v1beta1 behind a feature gate and an API switch that are both off. Elsewhere the apply ends in "no matches for kind".',
  fix: 'leave `mode` out to have pods without the profile reported, turn the beta on and say `betaServed: true` (1.34, 1.35), or upgrade',
  faults: [],
  sources: ['Kubernetes KEP-3962', 'OpenAPI of Kubernetes 1.34 and 1.36'],
  check({ attach, platform }, report) {
    if (attach?.mode !== 'mutate' || mutatingVersion(platform, attach) !== undefined) return;
    report({
      path: ['attach', 'mode'],
      problem: `Kubernetes ${platform.cluster.kubernetes} serves no MutatingAdmissionPolicies here`,
      got: 'mutate',
      allowed: 'report, or mutate from 1.36 on, or from 1.34 on with betaServed',
    });
  },
  examples: {
    failing: exampleAttached('1.34', { mode: 'mutate' }),
    mended: exampleAttached('1.34', { mode: 'mutate', betaServed: true }),
  },
};
