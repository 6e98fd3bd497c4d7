import { endpointsOf, example, oneRule, type PolicyRule } from './input';
import { SHEET_111 } from './source';

export const TLS_WORD: PolicyRule = {
  id: 'KF2017',
  name: 'tls-word',
  severity: 'error',
  acknowledge: 'never',
  why: 'Any word but `skip` means the default: TLS is detected and terminated.',
  fix: 'write `tls: skip` for an untouched tunnel, or leave the field out',
  faults: ['F-POL-05'],
  sources: [SHEET_111('1.3')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      const { tls = '' } = endpoint;
      if (tls === '' || tls === 'skip') continue;
      report({ path: [...path, 'tls'], problem: `\`${tls}\` has no effect`, got: tls, allowed: 'skip' });
    }
  },
  examples: {
    failing: example(oneRule({ host: 'api.example.com', port: 443, tls: 'Skip' })),
    mended: example(oneRule({ host: 'api.example.com', port: 443, tls: 'skip' })),
  },
};
