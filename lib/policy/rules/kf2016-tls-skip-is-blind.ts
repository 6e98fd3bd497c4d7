import { endpointsOf, example, oneRule, type PolicyRule, protocolOf, SOUND_ENDPOINT } from './input';
import { SHEET_46 } from './source';

export const TLS_SKIP_IS_BLIND: PolicyRule = {
  id: 'KF2016',
  name: 'tls-skip-is-blind',
  severity: 'error',
  acknowledge: 'never',
  why: 'With `tls: skip` the proxy relays what it cannot read, so rules of the endpoint are never evaluated; on 0.0.46 it also lifts the rules of others on the same host and port.',
  fix: 'remove `tls: skip`, or remove protocol, access and rules and so say that nothing is inspected',
  faults: ['F-POL-05'],
  sources: [SHEET_46('1.2 (7)'), SHEET_46('1.5')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (endpoint.tls?.toLowerCase() === 'skip' && protocolOf(endpoint) !== '') {
        report({
          path: [...path, 'tls'],
          problem: '`tls: skip` makes the rules of this endpoint blind',
          got: endpoint.tls,
        });
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, tls: 'skip' })),
    mended: example(oneRule({ host: 'api.example.com', port: 443, tls: 'skip' })),
  },
};
