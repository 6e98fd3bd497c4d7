import { AUTH_RULES } from '../../lib/components/openshell-gateway/auth/rules';
import { exampleGateway, exampleSideBySide } from '../../lib/components/openshell-gateway/example';
import { FENCE_RULES } from '../../lib/components/openshell-gateway/fence/rules';
import { TLS_RULES } from '../../lib/components/openshell-gateway/tls/rules';
import { evaluate } from '../../lib/diagnostics/evaluate';

const WRONG = [null, 7, 'text', [], [null], {}, true];
const FIELDS = [
  ...['tls', 'auth', 'callers', 'sandboxes', 'storage', 'tls.certManager', 'tls.job', 'tls.existing', 'tls.keys'],
  ...['tls.disabled', 'tls.clients', 'tls.extraNames', 'auth.oidc', 'auth.oidc.issuer', 'auth.oidc.roles'],
  ...['auth.oidc.to', 'auth.oidc.port', 'auth.trustedProxy', 'auth.trustedProxy.proxy', 'auth.anonymous'],
  ...['sandboxes.egress', 'sandboxes.quota', 'sandboxes.quota.hard', 'sandboxes.containerDefaults', 'ingress'],
  ...['ingress.gatewayApi', 'ingress.gatewayApi.dataPlane', 'ingress.ingress', 'ingress.ingress.controller'],
];

/** The path as nested objects, so that `a.b` is `{ a: { b: value } }`. */
function nested(path: string, value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = path.split('.');
  return { [first]: rest.length === 0 ? value : nested(rest.join('.'), value) };
}

describe.each([
  ['0.0.46', exampleGateway],
  ['0.0.111', exampleSideBySide],
])('props of a wrong shape at %s', (_, example) => {
  test.each(FIELDS)('%s stops no rule', (field) => {
    for (const value of WRONG) {
      const props = example(nested(field, value));
      const { diagnostics } = evaluate([...TLS_RULES, ...AUTH_RULES, ...FENCE_RULES], props, {
        construct: 'team-a/gateway',
        subject: 'props',
      });
      const broken = diagnostics.filter(({ problem }) => problem.includes('could not be evaluated'));
      expect({ value, broken: broken.map(({ rule, problem }) => `${rule} ${problem}`) }).toEqual({ value, broken: [] });
    }
  });
});
