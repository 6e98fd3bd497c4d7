import type { Rule } from '../../../../diagnostics/rule';
import { nameOf } from '../../../../policy/layers';
import type { AgentSandboxPoolProps } from '../../props';
import { EXAMPLE_POOL_POLICY, exampleSupervisedPool } from '../example';
import { fenceOf } from '../fence';

const HOST = 'tools.team-a.svc.cluster.local';

const inCluster = {
  ...EXAMPLE_POOL_POLICY,
  networkPolicies: {
    tools: {
      binaries: ['/usr/local/bin/node'],
      endpoints: [
        {
          host: HOST,
          port: 80,
          allowedIps: ['10.96.0.0/16'],
          protocol: 'rest',
          enforcement: 'enforce',
          rules: [{ method: 'GET', path: '/v1/**' }],
        },
      ],
    },
  },
};

/** The wall around the pods does not shut what the policy opens. */
export const poolFenceLetsThrough: Rule<AgentSandboxPoolProps> = {
  id: 'KF3443',
  name: 'pool-fence-lets-through',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'What the supervisor allows leaves from the pod: where the network lets it not out, the call times out although the policy allows it, and the decision log says that it was allowed.',
  fix: 'give the network what it lacks: `backends` for Services, `infrastructure` for the rest; or accept that these calls fail',
  faults: ['F-NET-04'],
  sources: ['facts/openshell.md §4.4'],
  check(props, report) {
    if (props.policy === undefined) return;
    for (const { endpoint, refuses } of fenceOf(props)?.rendering.fidelity ?? []) {
      if (refuses === undefined) continue;
      const place = 'yaml' in props.policy ? ['policy', 'yaml'] : ['policy'];
      report({
        path: [...place, 'networkPolicies', endpoint.policy, 'endpoints', endpoint.index],
        problem: `the network shuts some of what ${nameOf(endpoint)} opens: ${refuses}`,
        got: endpoint.host,
      });
    }
  },
  examples: {
    failing: exampleSupervisedPool({ policy: inCluster }),
    mended: exampleSupervisedPool({
      policy: inCluster,
      backends: { [HOST]: { podLabels: { app: 'tools' }, targetPort: 8080 } },
    }),
  },
};
