import type { Rule } from '../../diagnostics/rule';
import { parseDnsSubdomain } from '../../syntax/names';
import { parsePort } from '../../syntax/port';
import type { PlatformRef } from '../platform-ref';
import { examplePlatform } from './example-platform';
import { findingsOf } from './refused-finding';

/** The API server's port and the cluster's DNS suffix can be what they say. */
export const CLUSTER_ADDRESS: Rule<PlatformRef> = {
  id: 'KF1011',
  name: 'cluster-address',
  severity: 'error',
  acknowledge: 'never',
  why: 'The port stands in every egress rule towards the API server, the suffix in every in-cluster address and certificate.',
  fix: 'give the port behind the Service `kubernetes` and the cluster’s DNS suffix without a leading or final dot',
  faults: [],
  sources: ['facts/agent-sandbox.md §2.4'],
  check({ cluster: { apiServerPort, clusterDomain } }, report) {
    const findings = [
      ...findingsOf(['cluster', 'apiServerPort'], 'the API server’s port', apiServerPort, parsePort(apiServerPort)),
      ...findingsOf(
        ['cluster', 'clusterDomain'],
        'the cluster domain',
        clusterDomain,
        parseDnsSubdomain(clusterDomain),
      ),
    ];
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: examplePlatform({ cluster: { apiServerPort: 0, clusterDomain: '.cluster.local' } }),
    mended: examplePlatform({ cluster: { apiServerPort: 6443, clusterDomain: 'cluster.local' } }),
  },
};
