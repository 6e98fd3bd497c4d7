import type { Rule } from '../../diagnostics/rule';
import type { PlatformRef } from '../platform-ref';
import { examplePlatform } from './example-platform';

/** NetworkPolicies have an effect. */
export const ENFORCING_CNI: Rule<PlatformRef> = {
  id: 'KF1010',
  name: 'enforcing-cni',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Without a network plugin that enforces NetworkPolicies every fence of this library is accepted and does nothing.',
  fix: 'install a network plugin that enforces NetworkPolicies and name it in cluster.cni',
  faults: ['F-NET-06'],
  sources: ['Kubernetes, Network Policies, prerequisites'],
  check({ cluster }, report) {
    if (cluster.cni !== 'none-enforcing') return;
    report({
      path: ['cluster', 'cni'],
      problem: 'no NetworkPolicy has an effect in this cluster: sandboxes have an open network',
      got: cluster.cni,
      allowed: 'cilium, calico, other',
    });
  },
  examples: {
    failing: examplePlatform({ cluster: { cni: 'none-enforcing' } }),
    mended: examplePlatform({ cluster: { cni: 'calico' } }),
  },
};
