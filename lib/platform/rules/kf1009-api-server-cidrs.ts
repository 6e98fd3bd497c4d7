import type { Rule } from '../../diagnostics/rule';
import type { PlatformRef } from '../platform-ref';
import { apiServerNetworks } from './cluster-networks';
import { examplePlatform } from './example-platform';

/** Where the API server is, is said, and said more closely than "anywhere". */
export const API_SERVER_CIDRS: Rule<PlatformRef> = {
  id: 'KF1009',
  name: 'api-server-cidrs',
  severity: 'error',
  acknowledge: 'never',
  why: 'Controllers are fenced to these addresses. Without one they cannot start behind their NetworkPolicy; with all of them there is no fence.',
  fix: 'list the addresses of `kubectl get endpointslices -n default -l kubernetes.io/service-name=kubernetes`, each with /32 or /128',
  faults: ['F-NET-07'],
  sources: ['facts/agent-sandbox.md §7.3'],
  check({ cluster }, report) {
    const path = ['cluster', 'apiServerCidrs'];
    const allowed = 'at least one network, none of them /0';
    if (cluster.apiServerCidrs.length === 0) {
      report({ path, problem: 'no address of the API server is given', got: [], allowed });
    }
    for (const network of apiServerNetworks(cluster)) {
      if (!network.parsed.ok || network.parsed.value.prefix > 0) continue;
      report({ path: network.path, problem: 'the API server is said to be anywhere', got: network.text, allowed });
    }
  },
  examples: {
    failing: examplePlatform({ cluster: { apiServerCidrs: ['0.0.0.0/0'] } }),
    mended: examplePlatform({ cluster: { apiServerCidrs: ['192.0.2.10/32'] } }),
  },
};
