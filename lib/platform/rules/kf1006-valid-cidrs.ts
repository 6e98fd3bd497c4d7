import type { Rule } from '../../diagnostics/rule';
import type { PlatformRef } from '../platform-ref';
import { apiServerNetworks, podAndServiceNetworks } from './cluster-networks';
import { examplePlatform } from './example-platform';
import { findingsOf } from './refused-finding';

/** The CIDRs of the cluster facts are CIDRs. */
export const VALID_CIDRS: Rule<PlatformRef> = {
  id: 'KF1006',
  name: 'valid-cidrs',
  severity: 'error',
  acknowledge: 'never',
  why: 'They go into every NetworkPolicy: the API server refuses a malformed one, and one with host bits set fences another range than it seems to.',
  fix: 'write the first address of the network and its prefix length',
  faults: [],
  sources: ['Kubernetes networking/v1 IPBlock'],
  check({ cluster }, report) {
    for (const { what, path, text, parsed } of [...podAndServiceNetworks(cluster), ...apiServerNetworks(cluster)]) {
      for (const finding of findingsOf(path, what, text, parsed)) report(finding);
    }
  },
  examples: {
    failing: examplePlatform({ cluster: { podCidr: '10.244.0.1/16', apiServerCidrs: ['192.0.2.10'] } }),
    mended: examplePlatform({ cluster: { podCidr: '10.244.0.0/16', apiServerCidrs: ['192.0.2.10/32'] } }),
  },
};
