import { parseNetwork, reachesBlocked } from '../decide/addresses';
import { endpointsOf, example, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const ALLOWED_IPS_VALID: PolicyRule = {
  id: 'KF2026',
  name: 'allowed-ips-valid',
  severity: 'error',
  acknowledge: 'never',
  why: '`allowed_ips` is read at the first connection only, and one bad entry makes every connection of the endpoint fail. Loopback and link-local addresses are always blocked.',
  fix: 'give addresses or CIDRs that touch neither 127.0.0.0/8, 169.254.0.0/16, 0.0.0.0, ::1 nor fe80::/10',
  faults: ['F-POL-17'],
  sources: [SHEET_111('1.6')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      for (const [index, entry] of (endpoint.allowedIps ?? []).entries()) {
        const network = parseNetwork(entry);
        if (network !== undefined && !reachesBlocked(network)) continue;
        const problem =
          network === undefined ? 'neither an address nor a CIDR' : 'it reaches addresses that are always blocked';
        report({ path: [...path, 'allowedIps', index], problem, got: entry });
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, allowedIps: ['10.0.0.0/33'] })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, allowedIps: ['10.0.0.0/24'] })),
  },
};
