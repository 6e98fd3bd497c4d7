import type { Rule } from '../../../diagnostics/rule';
import { readingOf } from '../policy-of';
import type { OpenShellPolicyProps } from '../props';
import { examplePolicyProps } from './example-policy';

const FILE = `version: 1
network_policies:
  tickets:
    binaries: [{ path: /usr/local/bin/node }]
    endpoints:
      - { host: tickets.example.com, port: 443, protocol: rest, enforcement: enforce, access: read-only }
`;

/** A policy given as a file is one. */
export const POLICY_READABLE: Rule<OpenShellPolicyProps> = {
  id: 'KF2302',
  name: 'attached-policy-readable',
  severity: 'error',
  acknowledge: 'never',
  why: 'OpenShell refuses a file with an unknown key or a value of the wrong type as a whole; a supervisor that reads it does not start.',
  fix: 'correct the file at the place named',
  faults: [],
  sources: ['facts/openshell.md §1', 'facts/openshell-0.0.46.md §1.1'],
  check(props, report) {
    for (const finding of readingOf(props).findings) report({ ...finding, path: ['policy', 'yaml', ...finding.path] });
  },
  examples: {
    failing: examplePolicyProps({ policy: { yaml: FILE.replace('endpoints:', 'endpoint:') } }),
    mended: examplePolicyProps({ policy: { yaml: FILE } }),
  },
};
