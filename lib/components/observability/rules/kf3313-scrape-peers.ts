import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDuration } from '../../../syntax/duration';
import type { Observed } from '../exports';
import { exampleObserved } from './example';
import { peersFindings } from './peer-findings';

/** Those who may scrape are namespaces or networks, and intervals are durations. */
export const SCRAPE_PEERS: Rule<Observed> = {
  id: 'KF3313',
  name: 'scrape-peers',
  severity: 'error',
  acknowledge: 'never',
  why: 'A malformed peer selects nobody, or is refused by the API server halfway through an apply.',
  fix: 'write a namespace, with labels of its pods if you like, or a CIDR',
  faults: [],
  sources: ['Kubernetes networking/v1 NetworkPolicyPeer'],
  check({ observability }, report) {
    const metrics = observability?.metrics;
    for (const finding of peersFindings(['metrics', 'scrapeFrom'], metrics?.scrapeFrom)) report(finding);
    for (const monitor of ['serviceMonitor', 'podMonitor'] as const) {
      const interval = metrics?.[monitor]?.interval;
      if (interval === undefined) continue;
      const path = ['metrics', monitor, 'interval'];
      for (const finding of findingsOf(path, 'the interval', interval, parseDuration(interval))) report(finding);
    }
  },
  examples: {
    failing: exampleObserved({ metrics: { scrapeFrom: [{ namespace: 'Monitoring' }, { cidr: '10.0.0.1/8' }] } }),
    mended: exampleObserved({ metrics: { scrapeFrom: [{ namespace: 'monitoring' }, { cidr: '10.0.0.0/8' }] } }),
  },
};
