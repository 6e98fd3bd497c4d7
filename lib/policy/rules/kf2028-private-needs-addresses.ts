import { endpointsOf, example, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_46, SHEET_111 } from './source';

const IN_CLUSTER = /\.(svc|svc\.cluster\.local|pod\.cluster\.local|cluster\.local)$/i;

export const PRIVATE_NEEDS_ADDRESSES: PolicyRule = {
  id: 'KF2028',
  name: 'private-needs-addresses',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Names in the cluster resolve to private addresses, which the proxy blocks although the rule matches; only `allowed_ips`, and from 0.0.111 an exact host, opens them.',
  fix: 'add `allowed_ips` with the Service CIDR or the ClusterIP; from 0.0.111 the exact name of the Service will do',
  faults: ['F-POL-18'],
  sources: [SHEET_111('1.6'), SHEET_46('1.6')],
  check({ policy, openshell }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      const { host = '', allowedIps = [] } = endpoint;
      if (!IN_CLUSTER.test(host) || allowedIps.length > 0) continue;
      if (!host.includes('*') && openshell.quirks.exactHostReachesPrivate) continue;
      report({
        path: [...path, 'allowedIps'],
        problem: `\`${host}\` resolves to private addresses, which are blocked`,
        got: allowedIps,
      });
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, host: 'tools.team-a.svc.cluster.local', port: 8080 })),
    mended: example(
      oneRule({ ...SOUND_ENDPOINT, host: 'tools.team-a.svc.cluster.local', port: 8080, allowedIps: ['10.96.0.0/16'] }),
    ),
  },
};
