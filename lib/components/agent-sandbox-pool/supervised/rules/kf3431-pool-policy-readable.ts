import type { Rule } from '../../../../diagnostics/rule';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPool } from '../example';
import { isSupervised, readingOf } from '../policy-of';

const FILE = `version: 1
filesystem_policy: { include_workdir: true, read_only: [/usr, /lib, /etc], read_write: [/sandbox, /tmp] }
network_policies:
  tickets:
    binaries: [{ path: /usr/local/bin/node }]
    endpoints:
      - { host: tickets.example.com, port: 443, protocol: rest, enforcement: enforce, access: read-only }
landlock: { compatibility: hard_requirement }
`;

/** A supervised pool has a policy, and one that can be read. */
export const poolPolicyReadable: Rule<AgentSandboxPoolProps> = {
  id: 'KF3431',
  name: 'pool-policy-readable',
  severity: 'error',
  acknowledge: 'never',
  why: 'The supervisor reads the policy when the pod starts; with an unknown key, a value of the wrong type or no file at all it exits, and every sandbox of the pool restarts for ever.',
  fix: 'give `policy`: a typed policy, or { yaml } with the text of an OpenShell file; correct it at the place named',
  faults: ['F-POL-01'],
  sources: ['facts/verified.md §9', 'facts/openshell-0.0.46.md §1.2'],
  check(props, report) {
    const reading = readingOf(props);
    if (reading === undefined) {
      if (props.policy === undefined && !isSupervised(props)) return;
      report({
        path: ['policy'],
        problem: 'the pool has no policy',
        got: props.policy,
        allowed: 'a policy, or { yaml }',
      });
      return;
    }
    for (const finding of reading.findings) report({ ...finding, path: ['policy', 'yaml', ...finding.path] });
  },
  examples: {
    failing: exampleSupervisedPool({ policy: { yaml: FILE.replace('endpoints:', 'endpoint:') } }),
    mended: exampleSupervisedPool({ policy: { yaml: FILE } }),
  },
};
