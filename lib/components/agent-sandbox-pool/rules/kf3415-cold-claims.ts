import type { Rule } from '../../../diagnostics/rule';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';
import { mostWarm } from '../warm-pool';

const POLICIES = ['envVarsInjectionPolicy', 'volumeClaimTemplatesPolicy'] as const;

/** Warm sandboxes are kept for claims that can have them. */
export const coldClaims: Rule<AgentSandboxPoolProps> = {
  id: 'KF3415',
  name: 'cold-claims',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A claim that uses the permission, to add env or volume claim templates, always starts cold: for such claims the warm sandboxes are paid for in vain.',
  fix: 'leave the policy at Disallowed and hand the value over after the claim is bound, or make a second pool with `replicas: 0` for such claims',
  faults: ['F-SBX-06'],
  sources: ['facts/agent-sandbox.md §2.1, §2.7', 'rossoctl #2302'],
  check(props, report) {
    if (mostWarm(props.replicas) === 0) return;
    for (const policy of POLICIES) {
      if (props[policy] !== 'Allowed' && props[policy] !== 'Overrides') continue;
      report({
        path: [policy],
        problem: 'claims that use this bypass the warm pool',
        got: props[policy],
        allowed: 'Disallowed, or replicas: 0',
      });
    }
  },
  examples: {
    failing: examplePool({ envVarsInjectionPolicy: 'Allowed' }),
    mended: examplePool({ envVarsInjectionPolicy: 'Allowed', replicas: 0 }),
  },
};
