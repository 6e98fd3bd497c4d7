import type { Rule } from '../../../diagnostics/rule';
import { checkDuration } from '../../kagent-resource/rules/durations';
import type { McpServerProps } from '../props';
import { exampleRemote } from './example-server';

/** Durations are Go's. */
export const SERVER_DURATIONS: Rule<McpServerProps> = {
  id: 'KF5455',
  name: 'server-durations',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema takes any text, but the controllers read the whole list of objects at once: one that they cannot decode stops all of them.',
  fix: 'write a number with its unit, e.g. 30s or 5m',
  faults: [],
  sources: ['facts/kagent.md §10.16'],
  check({ remote, run }, report) {
    checkDuration(report, ['remote', 'timeout'], remote?.timeout);
    checkDuration(report, ['remote', 'sseReadTimeout'], remote?.sseReadTimeout);
    checkDuration(report, ['run', 'timeout'], run?.timeout);
  },
  examples: {
    failing: exampleRemote({ timeout: '30 seconds' }),
    mended: exampleRemote({ timeout: '30s' }),
  },
};
