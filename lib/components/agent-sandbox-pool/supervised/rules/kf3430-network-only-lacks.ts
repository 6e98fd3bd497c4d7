import type { Rule } from '../../../../diagnostics/rule';
import { explain, nameOf } from '../../../../policy/layers';
import { examplePool } from '../../example';
import type { AgentSandboxPoolProps } from '../../props';
import { EXAMPLE_POOL_POLICY, exampleSupervisedPool } from '../example';
import { fenceOf } from '../fence';
import { isSupervised, policyOf } from '../policy-of';

/** Who chooses the network alone is told what that leaves open. */
export const networkOnlyLacks: Rule<AgentSandboxPoolProps> = {
  id: 'KF3430',
  name: 'network-only-lacks',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Without OpenShell in the pod nobody tells programs, methods and paths apart, nobody confines files, keys reach the agent’s environment, and a NetworkPolicy knows no names: the policy is then words for all of that.',
  fix: 'set `enforcement: openshell`, or acknowledge what remains open',
  faults: ['F-KAG-16', 'F-NET-03'],
  sources: ['DESIGN §7', 'facts/verified.md §9'],
  check(props, report) {
    if (isSupervised(props) || props.enforcement !== 'network-only') return;
    const policy = policyOf(props);
    const fence = policy && fenceOf(props);
    const open =
      policy && fence ? explain(policy, [fence.rendering]).unenforced.map(({ endpoint }) => nameOf(endpoint)) : [];
    const lacks = 'programs, methods, paths and files are held by nobody inside these pods';
    report({
      path: ['enforcement'],
      problem:
        open.length === 0 ? lacks : `${lacks}; the network holds these endpoints in part only: ${open.join('; ')}`,
      got: props.enforcement,
      allowed: 'openshell',
    });
  },
  examples: {
    failing: examplePool({ network: undefined, enforcement: 'network-only', policy: EXAMPLE_POOL_POLICY }),
    mended: exampleSupervisedPool(),
  },
};
