import type { Rule } from '../../../diagnostics/rule';
import type { KubernetesObject } from '../../../plan/resource';
import { parseWarmPoolName } from '../../../syntax/agent-sandbox-names';
import { exampleWarmPool } from '../examples';
import { refuseName } from './named';

/** A SandboxWarmPool has a name that leaves room for the suffix of its members. */
export const warmPoolName: Rule<KubernetesObject> = {
  id: 'KF3102',
  name: 'warm-pool-name',
  severity: 'error',
  acknowledge: 'never',
  why: 'Members are named <pool>-xxxxx; a longer name is cut, so that pools share their members’ prefix, and one that starts with a digit gives members no Service can be named after.',
  fix: 'choose a name of at most 57 lower-case letters, digits and dashes that starts with a letter',
  faults: ['F-SBX-11'],
  sources: ['facts/agent-sandbox.md §2.1, §7.9'],
  check(object, report) {
    refuseName(object, report, parseWarmPoolName);
  },
  examples: {
    failing: exampleWarmPool({}, 'claude-code-reviewers-of-the-payments-platform-in-frankfurt-1'),
    mended: exampleWarmPool({}, 'claude-code-reviewers-payments-fra-1'),
  },
};
