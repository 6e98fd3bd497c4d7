import type { Rule } from '../../../diagnostics/rule';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';

/** Who is told to scrape is let in. */
export const METRICS_REACHABLE: Rule<AgentSandboxControllerProps> = {
  id: 'KF3312',
  name: 'metrics-reachable',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The controller’s NetworkPolicy lets nobody to port 8080 who is not named, so the target of the monitor is down for ever.',
  fix: 'name the namespace of your Prometheus in metrics.scrapeFrom, or acknowledge that a policy of yours lets it in',
  faults: ['F-NET-07'],
  sources: ['facts/agent-sandbox.md §7.6'],
  check({ metrics }, report) {
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
    failing: exampleController({ metrics: { podMonitor: {} } }),
    mended: exampleController({ metrics: { podMonitor: {}, scrapeFrom: [{ namespace: 'monitoring' }] } }),
  },
};
