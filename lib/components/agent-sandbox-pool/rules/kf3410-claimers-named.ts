import type { Finding, Rule } from '../../../diagnostics/rule';
import { isDeferred } from '../../../plan/leaf';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps, ClaimSubject } from '../props';

const KINDS = ['User', 'Group', 'ServiceAccount'];
const EVERYBODY = ['system:authenticated', 'system:unauthenticated', 'system:anonymous', 'system:serviceaccounts'];

/** Those who may claim are named, one by one or by a group that is not everybody. */
export const claimersNamed: Rule<AgentSandboxPoolProps> = {
  id: 'KF3410',
  name: 'claimers-named',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Whoever may claim runs code in the namespace and reads its sandboxes; a list without anybody locks the pool for all, and a group that everybody is in opens it to all.',
  fix: 'name the users, groups or ServiceAccounts that need the pool',
  faults: ['F-TEN-04'],
  sources: ['facts/agent-sandbox.md §3 (no user-facing roles ship)'],
  check({ claimers }, report) {
    if (claimers === undefined) return;
    if (isDeferred(claimers) || !Array.isArray(claimers) || claimers.length === 0) {
      report({
        path: ['claimers'],
        problem: 'nobody is named',
        got: Array.isArray(claimers) ? claimers : undefined,
        allowed: 'at least one subject, or no claimers at all',
      });
      return;
    }
    claimers.forEach((subject: ClaimSubject, index) => {
      const path = ['claimers', index];
      if (typeof subject !== 'object' || subject === null || isDeferred(subject)) {
        report({ path, problem: 'this is no subject that is known at synth', allowed: '{ kind, name }' });
        return;
      }
      const source = 'toSubjectConfiguration' in subject;
      const { kind, name } = source ? subject.toSubjectConfiguration() : subject;
      if (!KINDS.includes(kind)) {
        report({ path: [...path, 'kind'], problem: 'there is no such subject', got: kind, allowed: KINDS.join(', ') });
      }
      if (name === undefined)
        report({ path: [...path, 'name'], problem: 'the subject has no name', allowed: 'a name' });
      // A deferred name of somebody else's object cannot be chained into that object.
      if (!source || !isDeferred(name)) {
        report.whenKnown([...path, 'name'], name, (known) => nameFindings([...path, 'name'], known));
      }
    });
  },
  examples: {
    failing: examplePool({ claimers: [{ kind: 'Group', name: 'system:authenticated' }] }),
    mended: examplePool({ claimers: [{ kind: 'Group', name: 'team-a' }] }),
  },
};

function nameFindings(path: Finding['path'], name: string): Finding[] {
  if (typeof name !== 'string' || name === '')
    return [{ path, problem: 'the subject has no name', got: name, allowed: 'a name' }];
  if (!EVERYBODY.some((group) => name === group)) return [];
  return [
    {
      path,
      problem: 'everybody who reaches the API server may claim',
      got: name,
      allowed: 'a group of people who need the pool',
    },
  ];
}
