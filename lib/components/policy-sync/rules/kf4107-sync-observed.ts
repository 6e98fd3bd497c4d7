import type { Rule } from '../../../diagnostics/rule';
import { exampleSync } from '../example';
import type { PolicySyncProps } from '../props';

/** Metrics are asked of a program that stays. */
export const SYNC_OBSERVED: Rule<PolicySyncProps> = {
  id: 'KF4107',
  name: 'sync-observed',
  severity: 'error',
  acknowledge: 'never',
  why: 'A run that ends is gone before anybody scrapes it: the target would be down for ever, and an alert on it would fire for ever.',
  fix: 'let it watch, or look at the Job: its condition and kube-state-metrics’ kube_job_status_failed',
  faults: ['F-NET-07'],
  sources: ['Prometheus, “When to use the Pushgateway”'],
  check({ mode, metrics }, report) {
    if (mode === 'watch' || metrics === undefined) return;
    report({
      path: ['metrics'],
      problem: 'a program that runs and ends serves no metrics',
      got: mode ?? 'job',
      allowed: 'mode: watch',
    });
  },
  examples: {
    failing: exampleSync({ metrics: { scrapeFrom: [{ namespace: 'monitoring' }] } }),
    mended: exampleSync({
      mode: 'watch',
      metrics: { scrapeFrom: [{ namespace: 'monitoring' }] },
    }),
  },
};
