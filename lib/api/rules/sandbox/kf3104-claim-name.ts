import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseClaimName } from '../../../syntax/agent-sandbox-names';
import { exampleClaim } from '../examples';
import { refuseName } from './named';

/** A SandboxClaim has a name that a Sandbox can have too. */
export const claimName: Rule<KubernetesObject> = {
  id: 'KF3104',
  name: 'claim-name',
  severity: 'error',
  acknowledge: 'never',
  why: 'A claim that finds the pool empty starts cold, under its own name; a name that no Sandbox can have works until the pool is empty for the first time.',
  fix: 'choose a name of at most 63 lower-case letters, digits and dashes that starts with a letter',
  faults: ['F-SBX-11'],
  sources: ['facts/agent-sandbox.md §2.1, §7.9'],
  check(object, report) {
    refuseName(object, report, parseClaimName);
  },
  examples: { failing: exampleClaim({}, '2041.review'), mended: exampleClaim({}, 'review-2041') },
};
