import { endpointsOf, exampleOnNewest, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const CREDENTIALS_INSPECTED: PolicyRule = {
  id: 'KF2045',
  name: 'credentials-inspected',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'With `allow_uninspected_credentials` a provider’s credentials may leave on connections that nobody looks into.',
  fix: 'leave it out and give the endpoint a protocol, so that the proxy sees where credentials go',
  faults: [],
  sources: [SHEET_111('1.3')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (endpoint.allowUninspectedCredentials !== true) continue;
      report({
        path: [...path, 'allowUninspectedCredentials'],
        problem: 'credentials may leave unseen',
        got: true,
        allowed: 'false',
      });
    }
  },
  examples: {
    failing: exampleOnNewest(
      oneRule({ host: 'api.example.com', port: 443, tls: 'skip', allowUninspectedCredentials: true }),
    ),
    mended: exampleOnNewest(oneRule(SOUND_ENDPOINT)),
  },
};
