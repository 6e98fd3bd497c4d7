import type { Finding, Rule } from '../../../../diagnostics/rule';
import { isDeferred, type Leaf } from '../../../../plan/leaf';
import type { Path } from '../../../../plan/path';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';

/** Names that the supervisor, or what it starts as root, reads itself. source: OpenShell v0.0.46, crates/openshell-sandbox/src/main.rs */
const RESERVED = /^(OPENSHELL_.*|RUST_LOG|LD_.*|BASH_ENV|ENV)$/;

/** Nothing secret, and nothing of the supervisor’s own, is in the environment. */
export const noSecretEnvironment: Rule<AgentSandboxPoolProps> = {
  id: 'KF3439',
  name: 'no-secret-environment',
  severity: 'error',
  acknowledge: 'never',
  why: 'The command inherits the supervisor’s environment: a key in it is the agent’s to read and to send away. And the supervisor and the programs that it starts as root take settings from theirs.',
  fix: 'give a model’s key as `inference.apiKey`; other credentials belong into a service that the policy lets the agent call',
  faults: ['F-SCR-01'],
  sources: ['facts/verified.md §9'],
  check(props, report) {
    if (!isSupervised(props)) return;
    const { env } = props;
    if (isDeferred(env)) {
      report.whenKnown(['env'], env as Leaf<unknown>, (known) =>
        itemsOf(known).flatMap((item, index) => findings(['env', index], item)),
      );
      return;
    }
    itemsOf(env).forEach((item, index) => {
      report.whenKnown(['env', index], item as Leaf<unknown>, (known) => findings(['env', index], known));
    });
  },
  examples: {
    failing: exampleSupervisedPool({
      env: [{ name: 'GITHUB_TOKEN', valueFrom: { secretKeyRef: { name: 'github', key: 'token' } } }],
    }),
    mended: exampleSupervisedPool({ env: [{ name: 'GITHUB_HOST', value: 'github.example.com' }] }),
  },
};

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function findings(path: Path, variable: unknown): Finding[] {
  if (typeof variable !== 'object' || variable === null) return [];
  const { name, valueFrom } = variable as { readonly name?: unknown; readonly valueFrom?: unknown };
  const isSecret = typeof valueFrom === 'object' && valueFrom !== null && 'secretKeyRef' in valueFrom;
  return [
    ...(isSecret
      ? [
          {
            path: [...path, 'valueFrom', 'secretKeyRef'],
            problem: 'the agent can read this Secret',
            got: typeof name === 'string' ? name : undefined,
            allowed: 'plain values, and the pod’s own fields',
          },
        ]
      : []),
    ...(typeof name === 'string' && RESERVED.test(name)
      ? [
          {
            path: [...path, 'name'],
            problem: 'the supervisor, or what it starts as root, reads this variable itself',
            got: name,
            allowed: 'names of your own',
          },
        ]
      : []),
  ];
}
