import type { Rule } from '../../../diagnostics/rule';
import { nameOf } from '../../../policy/layers';
import { openShellOf } from '../place';
import { policyOf } from '../policy-of';
import type { OpenShellPolicyProps } from '../props';
import { renderFence } from '../renderings';
import { EXAMPLE_POLICY, examplePolicyProps } from './example-policy';

/** The fence does not shut what the policy opens. */
export const FENCE_LETS_THROUGH: Rule<OpenShellPolicyProps> = {
  id: 'KF2306',
  name: 'fence-lets-through',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'What OpenShell allows leaves from the pod: where the fence does not let it out, the call times out although the policy allows it, and no log says so.',
  fix: 'give the fence what it lacks: `backends`, `addresses`, Cilium with `recursivePatterns`; or accept that these calls fail',
  faults: ['F-NET-04'],
  sources: ['facts/openshell.md §4.4'],
  check(props, report) {
    const policy = policyOf(props);
    const openshell = openShellOf(props);
    if (policy === undefined || openshell === undefined) return;
    for (const { endpoint, refuses } of renderFence(props, policy, openshell)?.rendering.fidelity ?? []) {
      if (refuses === undefined) continue;
      const place = 'yaml' in props.policy ? ['policy', 'yaml'] : ['policy'];
      report({
        path: [...place, 'networkPolicies', endpoint.policy, 'endpoints', endpoint.index],
        problem: `the fence shuts some of what ${nameOf(endpoint)} opens: ${refuses}`,
        got: endpoint.host,
      });
    }
  },
  examples: {
    failing: examplePolicyProps({ policy: inCluster() }),
    mended: examplePolicyProps({
      policy: inCluster(),
      backends: { 'tools.team-a.svc.cluster.local': { podLabels: { app: 'tools' }, targetPort: 8080 } },
    }),
  },
};

function inCluster() {
  return {
    ...EXAMPLE_POLICY,
    networkPolicies: {
      tools: {
        binaries: ['/usr/local/bin/node'],
        endpoints: [
          {
            host: 'tools.team-a.svc.cluster.local',
            port: 80,
            allowedIps: ['10.96.0.0/16'],
            protocol: 'rest',
            enforcement: 'enforce',
            access: 'read-only',
          },
        ],
      },
    },
  } as const;
}
