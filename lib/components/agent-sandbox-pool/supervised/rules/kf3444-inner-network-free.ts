import type { Rule } from '../../../../diagnostics/rule';
import { overlaps, parseCidr } from '../../../../syntax/cidr';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPlatform, exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';
import { INNER_NETWORK } from '../relay';

/** The network between supervisor and command is nobody else’s. */
export const innerNetworkFree: Rule<AgentSandboxPoolProps> = {
  id: 'KF3444',
  name: 'inner-network-free',
  severity: 'error',
  acknowledge: 'never',
  why: 'The supervisor gives itself and the command addresses of 10.200.0.0/24, without a choice: pods, Services or API servers of the same network are then unreachable from every sandbox.',
  fix: 'use a cluster whose networks leave 10.200.0.0/24 free',
  faults: [],
  sources: ['facts/openshell.md §4.4'],
  check(props, report) {
    if (!isSupervised(props)) return;
    const inner = parseCidr(INNER_NETWORK);
    const cluster = (props.platform ?? props.tenant?.platform)?.cluster;
    if (cluster === undefined || !inner.ok) return;
    const place = props.tenant === undefined ? ['platform'] : ['tenant', 'platform'];
    const networks: readonly (readonly [string, unknown])[] = [
      ['podCidr', cluster.podCidr],
      ['serviceCidr', cluster.serviceCidr],
      ...(Array.isArray(cluster.apiServerCidrs) ? cluster.apiServerCidrs : []).map(
        (cidr) => ['apiServerCidrs', cidr] as const,
      ),
    ];
    for (const [field, cidr] of networks) {
      const parsed = parseCidr(cidr);
      if (!parsed.ok || !overlaps(parsed.value, inner.value)) continue;
      report({
        path: [...place, 'cluster', field],
        problem: `the network overlaps ${INNER_NETWORK}, which every supervisor uses inside its pod`,
        got: cidr,
        allowed: `a network beside ${INNER_NETWORK}`,
      });
    }
  },
  examples: {
    failing: exampleSupervisedPool({ platform: exampleSupervisedPlatform({ podCidr: '10.200.0.0/16' }) }),
    mended: exampleSupervisedPool({ platform: exampleSupervisedPlatform({ podCidr: '10.201.0.0/16' }) }),
  },
};
