import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseCron } from '../../../syntax/cron';
import type { AgentSandboxControllerProps } from '../props';
import { exampleWithWebhook } from './example-controller';
import { longestGapDays } from './longest-gap';

const MOST_DAYS = 300;
const IMAGE = `registry.k8s.io/kubectl:v1.34.1@sha256:${'0'.repeat(64)}`;

/** The rotation comes well before the end of the certificate. */
export const ROTATION_SCHEDULE: Rule<AgentSandboxControllerProps> = {
  id: 'KF3308',
  name: 'rotation-schedule',
  severity: 'error',
  acknowledge: 'never',
  why: 'The certificate is valid for 365 days: a rotation once a year may come a day late, and one missed run leaves no time for the next.',
  fix: 'rotate at least twice a year, e.g. `0 3 1 * *` for once a month',
  faults: ['F-SCR-08'],
  sources: ['facts/agent-sandbox.md §3'],
  check({ webhookCertificate }, report) {
    if (webhookCertificate?.source !== 'rotated' || webhookCertificate.schedule === undefined) return;
    const { schedule } = webhookCertificate;
    const path = ['webhookCertificate', 'schedule'];
    const parsed = parseCron(schedule);
    for (const finding of findingsOf(path, 'the schedule', schedule, parsed)) report(finding);
    if (!parsed.ok) return;
    const days = longestGapDays(parsed.value);
    if (days <= MOST_DAYS) return;
    report({
      path,
      problem: `up to ${days} days lie between two rotations of a certificate that is valid for 365`,
      got: schedule,
      allowed: `a schedule with at most ${MOST_DAYS} days between two runs`,
    });
  },
  examples: {
    failing: exampleWithWebhook({ webhookCertificate: { source: 'rotated', image: IMAGE, schedule: '0 3 1 1 *' } }),
    mended: exampleWithWebhook({ webhookCertificate: { source: 'rotated', image: IMAGE, schedule: '0 3 1 1,7 *' } }),
  },
};
