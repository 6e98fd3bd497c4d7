import type { Rule } from '../../diagnostics/rule';
import type { PlatformRef } from '../platform-ref';
import { examplePlatform } from './example-platform';

const ID = /^KF\d{4}$/;
const ALLOWED = 'KF and four digits, e.g. KF1101';

/** What a platform acknowledges and locks are rules, and each acknowledgement says why. */
export const RULE_IDS: Rule<PlatformRef> = {
  id: 'KF1015',
  name: 'rule-ids',
  severity: 'error',
  acknowledge: 'never',
  why: 'A misspelt id waives or locks nothing, and nobody sees it; a waiver without a reason cannot be audited.',
  fix: 'write the id as the message of the rule has it, and give the reason',
  faults: [],
  sources: ['DESIGN §8'],
  check({ acknowledge, lockedRules }, report) {
    for (const [index, { rule, reason }] of acknowledge.entries()) {
      const path = ['acknowledge', index];
      if (!ID.test(rule)) {
        report({ path: [...path, 'rule'], problem: 'this is not the id of a rule', got: rule, allowed: ALLOWED });
      }
      if (typeof reason !== 'string' || reason.trim() === '') {
        report({ path: [...path, 'reason'], problem: `the acknowledgement of ${rule} gives no reason`, got: reason });
      }
    }
    for (const [index, rule] of lockedRules.entries()) {
      if (ID.test(rule)) continue;
      report({ path: ['lockedRules', index], problem: 'this is not the id of a rule', got: rule, allowed: ALLOWED });
    }
  },
  examples: {
    failing: examplePlatform({ lockedRules: ['kf1101'] }),
    mended: examplePlatform({ lockedRules: ['KF1101'] }),
  },
};
