import fc from 'fast-check';
import { compile, contains, type PolicyDocument } from '../../lib/policy';
import { usualPolicy, usualRequest } from './arbitrary';

const REST = { host: 'api.example.com', port: 443, protocol: 'rest', enforcement: 'enforce' } as const;

function curl(
  ...endpoints: NonNullable<NonNullable<PolicyDocument['networkPolicies']>[string]['endpoints']>
): PolicyDocument {
  return { networkPolicies: { p: { endpoints, binaries: ['/usr/bin/curl'] } } };
}

const GET_V1 = curl({ ...REST, rules: [{ method: 'GET', path: '/v1/**' }] });

test.each<[string, PolicyDocument, PolicyDocument]>([
  ['itself', GET_V1, GET_V1],
  ['a narrower path', GET_V1, curl({ ...REST, rules: [{ method: 'GET', path: '/v1/users/*' }] })],
  ['HEAD in GET', GET_V1, curl({ ...REST, rules: [{ method: 'HEAD', path: '/v1/a' }] })],
  ['rules in a preset', curl({ ...REST, access: 'read-only' }), GET_V1],
  ['a preset in a wider one', curl({ ...REST, access: 'read-write' }), curl({ ...REST, access: 'read-only' })],
  ['anything in a plain connection', curl({ host: REST.host, port: 443 }), GET_V1],
  ['a query key more', GET_V1, curl({ ...REST, rules: [{ method: 'GET', path: '/v1/**', query: { q: 'a' } }] })],
  [
    'a narrower query',
    curl({ ...REST, rules: [{ method: 'GET', path: '/v1/**', query: { q: ['a*', 'b'] } }] }),
    curl({ ...REST, rules: [{ method: 'GET', path: '/v1/**', query: { q: 'ab*' } }] }),
  ],
  [
    'a denial elsewhere',
    curl({ ...REST, access: 'read-only', denyRules: [{ method: '*', path: '/admin/**' }] }),
    GET_V1,
  ],
  [
    'the same denial on both sides',
    curl({ ...REST, access: 'read-only', denyRules: [{ method: 'GET', path: '/v1/secret' }] }),
    curl({ ...REST, rules: [{ method: 'GET', path: '/v1/**' }], denyRules: [{ method: 'GET', path: '/v1/secret' }] }),
  ],
  [
    'narrower addresses',
    curl({ ...REST, access: 'full', allowedIps: ['10.0.0.0/8'] }),
    curl({ ...REST, access: 'full', allowedIps: ['10.1.0.0/16', '10.2.0.1'] }),
  ],
  [
    'binaries by pattern',
    { networkPolicies: { p: { endpoints: [{ ...REST, access: 'full' }], binaries: ['/usr/bin/*'] } } },
    {
      networkPolicies: {
        q: { endpoints: [{ ...REST, access: 'full' }], binaries: ['/usr/bin/curl', '/usr/bin/python3*'] },
      },
    },
  ],
  ['nothing', GET_V1, { networkPolicies: {} }],
  ['what does not load', GET_V1, curl({ ...REST, host: '*' })],
])('yes: %s', (_, ceiling, policy) => {
  expect(contains(ceiling, policy)).toEqual({ answer: 'yes' });
});

test.each<[string, PolicyDocument, PolicyDocument]>([
  ['another method', GET_V1, curl({ ...REST, rules: [{ method: 'POST', path: '/v1/**' }] })],
  ['a wider path', GET_V1, curl({ ...REST, rules: [{ method: 'GET', path: '/**' }] })],
  ['the directory itself', GET_V1, curl({ ...REST, rules: [{ method: 'GET', path: '/v1' }] })],
  ['another host', GET_V1, curl({ ...REST, host: 'other.example.com', access: 'read-only' })],
  ['another port', GET_V1, curl({ ...REST, port: 8443, rules: [{ method: 'GET', path: '/v1/**' }] })],
  ['a plain connection', GET_V1, curl({ host: REST.host, port: 443 })],
  [
    'a raw tunnel in a plain connection',
    curl({ host: REST.host, port: 443 }),
    curl({ host: REST.host, port: 443, tls: 'skip' }),
  ],
  ['audit', GET_V1, curl({ ...REST, enforcement: 'audit', rules: [{ method: 'GET', path: '/v1/**' }] })],
  ['another binary', GET_V1, { networkPolicies: { p: { ...GET_V1.networkPolicies!.p, binaries: ['/usr/bin/wget'] } } }],
  ['a missing query key', curl({ ...REST, rules: [{ method: 'GET', path: '/v1/**', query: { q: 'a' } }] }), GET_V1],
  [
    'what the ceiling denies',
    curl({ ...REST, access: 'full', denyRules: [{ method: 'GET', path: '/v1/secret' }] }),
    GET_V1,
  ],
  [
    'private addresses',
    curl({ ...REST, host: '*.example.com', access: 'full' }),
    curl({ ...REST, host: '*.example.com', access: 'full', allowedIps: ['10.0.0.0/8'] }),
  ],
  ['a ceiling that does not load', curl({ ...REST, host: '*' }), GET_V1],
])('no: %s, with a witness', (_, ceiling, policy) => {
  const result = contains(ceiling, policy);
  if (result.answer !== 'no') throw new Error(JSON.stringify(result));
  expect(compile(result.openshell, policy).decide(result.request).effect).not.toBe('deny');
  expect(compile(result.openshell, ceiling).decide(result.request).effect).toBe('deny');
});

/** Pairs of policies, each asked five requests; KAGENT_FLEET_LONG=1 makes it the long run. */
const RUNS = process.env.KAGENT_FLEET_LONG === undefined ? 2_000 : 100_000;

test('never a false yes, and every no is confirmed', () => {
  const answers = { yes: 0, no: 0, unknown: 0 };
  // A ceiling that is the policy with something added or taken away is contained often enough to be a test.
  const pair = fc
    .tuple(usualPolicy, usualPolicy, fc.constantFrom('same', 'more', 'other'))
    .map(([policy, other, kind]) => {
      const networkPolicies = Object.fromEntries(
        Object.entries(other.networkPolicies!).map(([key, value]) => [`x${key}`, value]),
      );
      const ceiling =
        kind === 'other'
          ? other
          : kind === 'same'
            ? policy
            : { ...policy, networkPolicies: { ...policy.networkPolicies, ...networkPolicies } };
      return [ceiling, policy] as const;
    });
  fc.assert(
    fc.property(
      pair,
      fc.constantFrom('0.0.46', '0.0.111'),
      fc.array(usualRequest, { minLength: 5, maxLength: 5 }),
      ([ceiling, policy], release, requests) => {
        const result = contains(ceiling, policy, { release });
        answers[result.answer] += 1;
        const [above, below] = [compile(release, ceiling), compile(release, policy)];
        if (result.answer === 'no') {
          expect([below.decide(result.request).effect === 'deny', above.decide(result.request).effect]).toEqual([
            false,
            'deny',
          ]);
        }
        if (result.answer === 'yes') {
          for (const request of requests) {
            if (below.decide(request).effect !== 'deny')
              expect({ request, effect: above.decide(request).effect }).not.toMatchObject({ effect: 'deny' });
          }
        }
      },
    ),
    { numRuns: RUNS },
  );
  expect(answers.yes).toBeGreaterThan(RUNS / 10);
  expect(answers.no).toBeGreaterThan(RUNS / 10);
});
