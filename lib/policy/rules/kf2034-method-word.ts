import { HTTP_METHODS, WEBSOCKET_METHODS } from '../model';
import { endpointsOf, example, oneRule, type PolicyRule, protocolOf, rulesOf, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const METHOD_WORD: PolicyRule = {
  id: 'KF2034',
  name: 'method-word',
  severity: 'error',
  acknowledge: 'never',
  why: 'A method that does not exist only warns in the sandbox log; the rule never matches.',
  fix: 'write one method per rule, or `*`',
  faults: ['F-POL-23'],
  sources: [SHEET_111('1.4')],
  check({ policy }, report) {
    for (const placed of endpointsOf(policy)) {
      const protocol = protocolOf(placed.endpoint);
      if (protocol !== 'rest' && protocol !== 'websocket') continue;
      const known: readonly string[] = protocol === 'rest' ? HTTP_METHODS : WEBSOCKET_METHODS;
      for (const [{ method = '' }, path] of rulesOf(placed)) {
        if (method === '' || known.includes(method.toUpperCase())) continue;
        report({
          path: [...path, 'method'],
          problem: `\`${method}\` is no method`,
          got: method,
          allowed: known.join(', '),
        });
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, rules: [{ method: 'get,post', path: '/v1/**' }] })),
    mended: example(
      oneRule({
        ...SOUND_ENDPOINT,
        rules: [
          { method: 'GET', path: '/v1/**' },
          { method: 'POST', path: '/v1/**' },
        ],
      }),
    ),
  },
};
