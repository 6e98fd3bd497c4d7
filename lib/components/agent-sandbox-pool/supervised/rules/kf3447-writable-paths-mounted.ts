import type { Rule } from '../../../../diagnostics/rule';
import type { AgentSandboxPoolProps } from '../../props';
import { volumesOf } from '../../rules/volumes';
import { EXAMPLE_POOL_POLICY, exampleSupervisedPool } from '../example';
import { isSupervised, policyOf } from '../policy-of';

const ALWAYS = ['/sandbox', '/tmp', '/dev'];

const policy = {
  ...EXAMPLE_POOL_POLICY,
  filesystem: { ...EXAMPLE_POOL_POLICY.filesystem, readWrite: ['/sandbox', '/tmp', '/data'] },
};

/** Where the policy lets the agent write, there is something to write on. */
export const writablePathsMounted: Rule<AgentSandboxPoolProps> = {
  id: 'KF3447',
  name: 'writable-paths-mounted',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The root filesystem of the pod is read-only: the supervisor makes a writable path that is missing and ends when it cannot, and one that the image has is still not writable.',
  fix: 'mount a volume there, or take the path out of the policy',
  faults: ['F-POL-12'],
  sources: ['facts/verified.md §10', 'OpenShell v0.0.46, crates/openshell-sandbox/src/lib.rs, prepare_filesystem'],
  check(props, report) {
    if (!isSupervised(props)) return;
    const mounted = [...ALWAYS, ...volumesOf(props).map(([, { mountPath }]) => String(mountPath))];
    const isMounted = (path: string) =>
      mounted.some((folder) => `${path}/`.startsWith(`${folder.replace(/\/+$/, '')}/`));
    const paths: unknown = policyOf(props)?.filesystem?.readWrite;
    if (!Array.isArray(paths)) return;
    paths.forEach((path: unknown, index) => {
      if (typeof path !== 'string' || isMounted(path)) return;
      report({
        path: ['policy', 'filesystem', 'readWrite', index],
        problem: 'nothing is mounted where the policy lets the agent write',
        got: path,
        allowed: mounted.join(', '),
      });
    });
  },
  examples: {
    failing: exampleSupervisedPool({ policy }),
    mended: exampleSupervisedPool({
      policy,
      volumes: { data: { mountPath: '/data', ephemeral: { sizeLimit: '1Gi' } } },
    }),
  },
};
