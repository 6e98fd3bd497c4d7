import type { Rule } from '../../../diagnostics/rule';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';
import { variablesOf } from './env';

/** What the supervisor and its loader read before anything is confined. source: facts/openshell-0.0.46.md §3 */
const SUPERVISOR = /^(OPENSHELL_|LD_)/;

/** No variable speaks to the supervisor. */
export const ENV_RESERVED: Rule<NemoClawHarnessProps> = {
  id: 'KF5607',
  name: 'harness-env-not-the-supervisors',
  severity: 'error',
  acknowledge: 'never',
  why: 'The supervisor starts as root in the same container and with the same environment: a gateway of this release lets `OPENSHELL_POLICY_RULES` replace the policy, `OPENSHELL_INFERENCE_ROUTES` the route, and `LD_PRELOAD` the supervisor’s own code.',
  fix: 'leave the variable out; policy, model and logging have props of their own',
  faults: [],
  sources: ['facts/openshell-0.0.46.md §3, §8', 'crates/openshell-sandbox/src/main.rs at v0.0.46'],
  check(props, report) {
    for (const { path, name } of variablesOf(props)) {
      if (!SUPERVISOR.test(name)) continue;
      report({
        path: [...path, 'name'],
        problem: 'the variable is read by the supervisor that confines the harness',
        got: name,
        allowed: 'names that do not begin with OPENSHELL_ or LD_',
      });
    }
  },
  examples: {
    failing: exampleHarness({ env: [{ name: 'OPENSHELL_POLICY_DATA', value: '/sandbox/policy.yaml' }] }),
    mended: exampleHarness({ env: [{ name: 'POLICY_DATA', value: '/sandbox/policy.yaml' }] }),
  },
};
