import type { Rule } from '../../../../diagnostics/rule';
import { isDeferred } from '../../../../plan/leaf';
import type { AgentSandboxPoolProps } from '../../props';
import { EXAMPLE_POOL_POLICY, exampleSupervisedPool } from '../example';
import { isSupervised, policyOf } from '../policy-of';

/** What the supervisor adds by itself where it exists. source: facts/openshell-0.0.46.md §1.7 */
const ADDED = ['/usr', '/lib', '/etc', '/app', '/var/log', '/proc', '/sandbox', '/tmp'];
const SYSTEM = ['/bin', '/sbin', '/lib64'];

const virtualEnvironment = { command: ['/opt/venv/bin/agent'] };

/** The agent may read its own program and its working directory. */
export const commandReadable: Rule<AgentSandboxPoolProps> = {
  id: 'KF3449',
  name: 'command-readable',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Landlock denies whatever the policy does not list: a program below /opt or a home directory is then denied its own files, and the log says “permission denied” without a hint at why.',
  fix: 'add the folder that the program is installed in to `filesystem.readOnly` of the policy',
  faults: ['F-POL-13'],
  sources: ['facts/faults.md F-POL-13', 'facts/openshell.md §4.2'],
  check(props, report) {
    if (!isSupervised(props)) return;
    const { readOnly = [], readWrite = [] } = policyOf(props)?.filesystem ?? {};
    const listed = [...ADDED, ...SYSTEM, ...readOnly, ...readWrite].map(String);
    const isListed = (path: string) =>
      listed.some((folder) => folder === '/' || `${path}/`.startsWith(`${folder.replace(/\/+$/, '')}/`));
    const command: unknown = isDeferred(props.command) ? undefined : props.command?.[0];
    for (const [path, value] of [
      [['command', 0], command],
      [['workingDir'], props.workingDir],
    ] as const) {
      if (typeof value !== 'string' || !value.startsWith('/') || isListed(value)) continue;
      report({
        path,
        problem: 'the policy does not let the agent read this',
        got: value,
        allowed: `below ${listed.join(', ')}`,
      });
    }
  },
  examples: {
    failing: exampleSupervisedPool(virtualEnvironment),
    mended: exampleSupervisedPool({
      ...virtualEnvironment,
      policy: {
        ...EXAMPLE_POOL_POLICY,
        filesystem: { ...EXAMPLE_POOL_POLICY.filesystem, readOnly: ['/usr', '/lib', '/etc', '/opt/venv'] },
      },
    }),
  },
};
