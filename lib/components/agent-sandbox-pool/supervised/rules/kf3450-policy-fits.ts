import type { Rule } from '../../../../diagnostics/rule';
import { SUPERVISOR_FILES_BYTES, supervisorFilesSize } from '../../../../policy/supervisor';
import type { AgentSandboxPoolProps } from '../../props';
import { policyFilesOf } from '../config-maps';
import { EXAMPLE_POOL_POLICY, exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';

/** Many rules for one endpoint: more than a ConfigMap holds. */
function policyOf(rules: number) {
  const [endpoint] = EXAMPLE_POOL_POLICY.networkPolicies?.tickets?.endpoints ?? [];
  const paths = Array.from({ length: rules }, (_, index) => ({ method: 'GET', path: `/v1/tickets/${index}` }));
  return {
    ...EXAMPLE_POOL_POLICY,
    networkPolicies: { tickets: { binaries: ['/usr/local/bin/node'], endpoints: [{ ...endpoint, rules: paths }] } },
  };
}

/** The supervisor’s two files fit into one object. */
export const policyFits: Rule<AgentSandboxPoolProps> = {
  id: 'KF3450',
  name: 'policy-fits',
  severity: 'error',
  acknowledge: 'never',
  why: 'The API server takes no ConfigMap above one mebibyte, so that the pool would wait for files that never come.',
  fix: 'write patterns instead of single paths, or split the agent’s work over two pools',
  faults: [],
  sources: ['Kubernetes, pkg/apis/core/validation, ValidateConfigMap'],
  check(props, report) {
    if (!isSupervised(props)) return;
    const files = policyFilesOf(props);
    const size = files && supervisorFilesSize(files);
    if (size === undefined || size <= SUPERVISOR_FILES_BYTES) return;
    report({
      path: ['policy'],
      problem: 'the files of the supervisor are larger than a ConfigMap holds',
      got: `${size} bytes`,
      allowed: `${SUPERVISOR_FILES_BYTES} bytes`,
    });
  },
  examples: {
    failing: exampleSupervisedPool({ policy: policyOf(20_000) }),
    mended: exampleSupervisedPool({ policy: policyOf(20) }),
  },
};
