import { parseNetwork } from '../decide/addresses';
import { endpointsOf, example, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const ALLOWED_IPS_NARROW: PolicyRule = {
  id: 'KF2027',
  name: 'allowed-ips-narrow',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A network shorter than /16 may hold control-plane services that nobody meant.',
  fix: 'give the Service CIDR or single addresses',
  faults: ['F-POL-17'],
  sources: [SHEET_111('1.6')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      for (const [index, entry] of (endpoint.allowedIps ?? []).entries()) {
        const network = parseNetwork(entry);
        if (network !== undefined && network[1] < 16) {
          report({ path: [...path, 'allowedIps', index], problem: 'the network is very wide', got: entry });
        }
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, allowedIps: ['10.0.0.0/8'] })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, allowedIps: ['10.96.0.0/16'] })),
  },
};
