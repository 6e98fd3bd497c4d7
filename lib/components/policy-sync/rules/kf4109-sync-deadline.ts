import type { Rule } from '../../../diagnostics/rule';
import { exampleRun, type SyncRun } from './run';

const LEAST = 60;
const MOST = 86_400;

/** A run has the time that it needs, and ends. */
export const SYNC_DEADLINE: Rule<SyncRun> = {
  id: 'KF4109',
  name: 'sync-deadline',
  severity: 'error',
  acknowledge: 'never',
  why: 'A supervisor looks for its policy every ten seconds and a sandbox takes longer to come up: a run that is too short fails although nothing is wrong, and one without an end never says that something is.',
  fix: 'give whole seconds from 60 to 86400',
  faults: [],
  sources: ['facts/openshell-0.0.46.md §1.7', 'facts/verified.md §1, §7'],
  check({ program: { deadlineSeconds } }, report) {
    if (deadlineSeconds === undefined) return;
    if (Number.isSafeInteger(deadlineSeconds) && deadlineSeconds >= LEAST && deadlineSeconds <= MOST) return;
    report({
      path: ['deadlineSeconds'],
      problem: 'a run cannot have this many seconds',
      got: deadlineSeconds,
      allowed: `a whole number from ${LEAST} to ${MOST}`,
    });
  },
  examples: {
    failing: exampleRun({ deadlineSeconds: 10 }),
    mended: exampleRun({ deadlineSeconds: 300 }),
  },
};
