import { ACCESS_PRESETS } from '../model';
import { endpointsOf, example, oneRule, type PolicyRule } from './input';
import { SHEET_111 } from './source';

export const ACCESS_WORD: PolicyRule = {
  id: 'KF2021',
  name: 'access-word',
  severity: 'error',
  acknowledge: 'never',
  why: 'An unknown preset stands for no rule: the connection opens and every request is denied.',
  fix: 'write `read-only`, `read-write` or `full`',
  faults: ['F-POL-08'],
  sources: [SHEET_111('1.3')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      const { access = '' } = endpoint;
      if (access === '' || (ACCESS_PRESETS as readonly string[]).includes(access)) continue;
      report({
        path: [...path, 'access'],
        problem: `the preset \`${access}\` allows nothing`,
        got: access,
        allowed: ACCESS_PRESETS.join(', '),
      });
    }
  },
  examples: {
    failing: example(
      oneRule({ host: 'api.example.com', port: 443, protocol: 'rest', enforcement: 'enforce', access: 'readonly' }),
    ),
    mended: example(
      oneRule({ host: 'api.example.com', port: 443, protocol: 'rest', enforcement: 'enforce', access: 'read-only' }),
    ),
  },
};
