import { endpointsOf, example, oneRule, type PolicyRule, protocolOf, rulesOf, SOUND_ENDPOINT } from './input';
import { SHEET_46 } from './source';

export const COMPLETE_RULES: PolicyRule = {
  id: 'KF2011',
  name: 'complete-rules',
  severity: 'error',
  acknowledge: 'never',
  why: 'A REST or websocket rule applies only with both `method` and `path`: a deny rule without one of them never denies, an allow rule never allows.',
  fix: 'say `method: "*"` or `path: "**"` where any is meant',
  faults: ['F-POL-02'],
  sources: [SHEET_46('1.2 (4), (5)')],
  check({ policy }, report) {
    for (const placed of endpointsOf(policy)) {
      const protocol = protocolOf(placed.endpoint);
      if (protocol !== 'rest' && protocol !== 'websocket') continue;
      for (const [rule, path, field] of rulesOf(placed)) {
        const { method = '', path: pattern = '', operationType = '' } = rule;
        const isGraphql = protocol === 'websocket' && operationType !== '';
        if (isGraphql || (method !== '' && pattern !== '')) continue;
        const missing = method === '' ? 'method' : 'path';
        report({
          path: [...path, missing],
          problem: `without \`${missing}\` the rule never ${field === 'rules' ? 'allows' : 'denies'} anything`,
        });
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, denyRules: [{ path: '/v1/admin/**' }] })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, denyRules: [{ method: '*', path: '/v1/admin/**' }] })),
  },
};
