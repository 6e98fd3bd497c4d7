import { isRecord } from '../../../api/rules/spot';
import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseCron } from '../../../syntax/cron';
import { exampleSync } from '../example';
import type { PolicySyncProps } from '../props';

/** It is said how the program runs. */
export const SYNC_MODE: Rule<PolicySyncProps> = {
  id: 'KF4105',
  name: 'sync-mode',
  severity: 'error',
  acknowledge: 'never',
  why: 'A word that is not known would be taken for another way to run, and a cron line that never fires leaves every policy unwritten without an error.',
  fix: 'say job, watch, or give a cron line in UTC',
  faults: ['F-POL-10'],
  sources: ['Kubernetes, “CronJob”'],
  check({ mode }, report) {
    if (mode === undefined || mode === 'job' || mode === 'watch') return;
    const form: unknown = mode;
    if (!isRecord(form) || Object.keys(form).join() !== 'cron') {
      report({ path: ['mode'], problem: 'this is no way to run it', got: mode, allowed: 'job, watch, or { cron }' });
      return;
    }
    for (const finding of findingsOf(['mode', 'cron'], 'the schedule', form.cron, parseCron(form.cron))) {
      report(finding);
    }
  },
  examples: {
    failing: exampleSync({ mode: { cron: '*/5 * 31 2 *' } }),
    mended: exampleSync({ mode: { cron: '*/5 * * * *' } }),
  },
};
