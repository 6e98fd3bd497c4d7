import type { Rule } from '../../diagnostics/rule';
import { overlaps, parseCidr } from '../../syntax/cidr';
import type { PlatformRef } from '../platform-ref';
import { podAndServiceNetworks } from './cluster-networks';
import { examplePlatform } from './example-platform';

/** The network between OpenShell's proxy and the sandboxed process. source: facts/openshell.md §4.4 */
const INNER_NETWORK = '10.200.0.0/24';

/** No pod or Service has an address inside the network that OpenShell's supervisor uses in each sandbox. */
export const SANDBOX_NETWORK: Rule<PlatformRef> = {
  id: 'KF1008',
  name: 'sandbox-inner-network',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'The inner network of each sandbox shadows those addresses: pods and Services that have them cannot be reached from any sandbox, without an error anywhere.',
  fix: `use a cluster without addresses in ${INNER_NETWORK}, or acknowledge that none of them is used from sandboxes`,
  faults: ['F-NET-05'],
  sources: ['facts/openshell.md §4.4'],
  check({ cluster }, report) {
    const inner = parseCidr(INNER_NETWORK);
    for (const { what, path, text, parsed } of podAndServiceNetworks(cluster)) {
      if (!inner.ok || !parsed.ok || !overlaps(inner.value, parsed.value)) continue;
      report({
        path,
        problem: `${what} overlaps ${INNER_NETWORK}, the network inside each OpenShell sandbox`,
        got: text,
        allowed: `a network without addresses in ${INNER_NETWORK}`,
      });
    }
  },
  examples: {
    failing: examplePlatform({ cluster: { podCidr: '10.200.0.0/16' } }),
    mended: examplePlatform({ cluster: { podCidr: '10.201.0.0/16' } }),
  },
};
