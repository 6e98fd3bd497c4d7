import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDuration } from '../../../syntax/duration';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';
import { peerFindings } from './peer-findings';

/** Those who may scrape are namespaces or networks, and intervals are durations. */
export const SCRAPE_PEERS: Rule<AgentSandboxControllerProps> = {
  id: 'KF3313',
  name: 'scrape-peers',
  severity: 'error',
  acknowledge: 'never',
  why: 'A malformed peer selects nobody, or is refused by the API server halfway through an apply.',
  fix: 'write a namespace, with labels of its pods if you like, or a CIDR',
  faults: [],
  sources: ['Kubernetes networking/v1 NetworkPolicyPeer'],
  check({ metrics }, report) {
    for (const [index, peer] of (metrics?.scrapeFrom ?? []).entries()) {
      for (const finding of peerFindings(['metrics', 'scrapeFrom', index], peer)) report(finding);
    }
    for (const monitor of ['serviceMonitor', 'podMonitor'] as const) {
      const interval = metrics?.[monitor]?.interval;
      if (interval === undefined) continue;
      const path = ['metrics', monitor, 'interval'];
      for (const finding of findingsOf(path, 'the interval', interval, parseDuration(interval))) report(finding);
    }
  },
  examples: {
    failing: exampleController({ metrics: { scrapeFrom: [{ namespace: 'Monitoring' }, { cidr: '10.0.0.1/8' }] } }),
    mended: exampleController({ metrics: { scrapeFrom: [{ namespace: 'monitoring' }, { cidr: '10.0.0.0/8' }] } }),
  },
};
