import type { Rule } from '../../diagnostics/rule';
import { overlaps } from '../../syntax/cidr';
import type { PlatformRef } from '../platform-ref';
import { podAndServiceNetworks } from './cluster-networks';
import { examplePlatform } from './example-platform';

/** Pods and Services have their addresses from different networks. */
export const CIDRS_APART: Rule<PlatformRef> = {
  id: 'KF1007',
  name: 'cidrs-apart',
  severity: 'error',
  acknowledge: 'never',
  why: 'A cluster cannot have pods and Services in one range, so one of the two is wrong and the NetworkPolicies made from it open or close another range.',
  fix: 'give the pod CIDR and the service CIDR that the cluster was made with',
  faults: [],
  sources: ['Kubernetes, cluster networking'],
  check({ cluster }, report) {
    const [pods, services] = podAndServiceNetworks(cluster);
    if (!pods?.parsed.ok || !services?.parsed.ok || !overlaps(pods.parsed.value, services.parsed.value)) return;
    report({
      path: services.path,
      problem: `the service CIDR overlaps the pod CIDR ${pods.parsed.value.text}`,
      got: services.text,
      allowed: 'a network that shares no address with the pod CIDR',
    });
  },
  examples: {
    failing: examplePlatform({ cluster: { podCidr: '10.0.0.0/8', serviceCidr: '10.96.0.0/16' } }),
    mended: examplePlatform({ cluster: { podCidr: '10.244.0.0/16', serviceCidr: '10.96.0.0/16' } }),
  },
};
