import type { Rule } from '../../../diagnostics/rule';
import type { Observed } from '../exports';
import { exampleObserved } from './example';

/** Who is told to scrape is let in. */
export const METRICS_REACHABLE: Rule<Observed> = {
  id: 'KF3312',
  name: 'metrics-reachable',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The component’s NetworkPolicy lets nobody to the metrics port who is not named, so the target of the monitor is down for ever.',
  fix: 'name the namespace of your Prometheus in observability.metrics.scrapeFrom, or acknowledge that a policy of yours lets it in',
  faults: ['F-NET-07'],
  sources: ['facts/agent-sandbox.md §7.6'],
  check({ observability }, report) {
    const metrics = observability?.metrics;
    if (!metrics?.serviceMonitor && !metrics?.podMonitor) return;
    if ((metrics.scrapeFrom?.length ?? 0) > 0) return;
    report({
      path: ['metrics', 'scrapeFrom'],
      problem: 'a monitor is written, but nobody may reach the metrics',
      got: metrics.scrapeFrom,
      allowed: "at least one peer, e.g. { namespace: 'monitoring' }",
    });
  },
  examples: {
    failing: exampleObserved({ metrics: { podMonitor: {} } }),
    mended: exampleObserved({ metrics: { podMonitor: {}, scrapeFrom: [{ namespace: 'monitoring' }] } }),
  },
};
