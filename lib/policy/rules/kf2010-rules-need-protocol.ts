import { endpointsOf, example, oneRule, type PolicyRule, protocolOf } from './input';
import { SHEET_46 } from './source';

export const RULES_NEED_PROTOCOL: PolicyRule = {
  id: 'KF2010',
  name: 'rules-need-protocol',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without `protocol` nothing looks into the connection, so `access` and `rules` restrict nothing: every method and path passes. They even widen inspected endpoints on the same host.',
  fix: 'add `protocol: rest`, `websocket` or `graphql`; or remove `access` and `rules`',
  faults: ['F-POL-01'],
  sources: [SHEET_46('1.2 (1)')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (protocolOf(endpoint) !== '') continue;
      for (const field of ['access', 'rules', 'denyRules'] as const) {
        if ((endpoint[field] ?? '').length > 0) {
          report({
            path: [...path, field],
            problem: `\`${field}\` without \`protocol\` restricts nothing`,
            got: endpoint[field],
          });
        }
      }
    }
  },
  examples: {
    failing: example(oneRule({ host: 'api.example.com', port: 443, access: 'read-only' })),
    mended: example(
      oneRule({ host: 'api.example.com', port: 443, protocol: 'rest', enforcement: 'enforce', access: 'read-only' }),
    ),
  },
};
