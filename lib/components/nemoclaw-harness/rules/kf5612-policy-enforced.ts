import type { Rule } from '../../../diagnostics/rule';
import { nameOf } from '../../../policy/layers';
import { EXAMPLE_POLICY, exampleHarness } from '../example';
import { kagentRendering, policyOf } from '../network';
import { isSynced } from '../place';
import type { NemoClawHarnessProps } from '../props';

/** The policy is the one in force. */
export const POLICY_ENFORCED: Rule<NemoClawHarnessProps> = {
  id: 'KF5612',
  name: 'harness-policy-enforced',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'kagent takes host names alone: it opens each on 443 and 80, for every request of a fixed list of programs and of all below /sandbox, beside its own hosts. Methods, paths, ports and programs of the policy are enforced by nobody until it is written into the gateway.',
  fix: 'give `sync` a program, which then runs as a Job, or set it to true and run `kagent-fleet sync` yourself, or acknowledge what stays open',
  faults: ['F-KAG-16', 'F-KAG-17', 'F-POL-10', 'F-POL-22'],
  sources: ['facts/kagent.md §3', 'facts/verified.md §7'],
  check(props, report) {
    if (isSynced(props) || policyOf(props) === undefined) return;
    const rendering = kagentRendering(props);
    if (rendering === undefined) return;
    for (const { endpoint, verdict, consequence } of rendering.fidelity) {
      if (verdict === 'exact') continue;
      report({
        path: ['policy', 'networkPolicies', endpoint.policy, 'endpoints', endpoint.index],
        problem: `${nameOf(endpoint)} is not enforced as it is written, kagent is ${verdict}: ${consequence}`,
      });
    }
    const named = new Set(rendering.fidelity.map(({ endpoint }) => endpoint.host.toLowerCase()));
    const beside = rendering.output.openedAnyway.filter((host) => !named.has(host));
    report({
      path: ['policy'],
      problem: `kagent opens beside the policy ${[...beside, 'and two package registries'].join(', ')}`,
    });
  },
  examples: {
    failing: exampleHarness({ policy: EXAMPLE_POLICY, sync: undefined }),
    mended: exampleHarness({ policy: EXAMPLE_POLICY, sync: true }),
  },
};
