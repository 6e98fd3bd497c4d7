import fc from 'fast-check';
import { checkPolicy, compile, type Endpoint, OpenShellPolicy, type Policy } from '../../lib/policy';
import { OPENSHELL_VERSIONS, openShell } from '../../lib/releases/openshell';
import { anyPolicy, usualPolicy, usualRequest } from './arbitrary';

const api = { host: 'api.example.com', port: 443 } as const;

test('what is misspelt or does not fit together does not compile', () => {
  const endpoints: readonly Endpoint[] = [
    { ...api, protocol: 'rest', enforcement: 'enforce', access: 'read-only' },
    { ...api, protocol: 'graphql', enforcement: 'enforce', rules: [{ operationType: 'query', fields: ['viewer'] }] },
    // @ts-expect-error: a misspelt enforcement
    { ...api, protocol: 'rest', enforcement: 'enfroce', access: 'read-only' },
    // @ts-expect-error: enforcement left out
    { ...api, protocol: 'rest', access: 'read-only' },
    // @ts-expect-error: neither access nor rules
    { ...api, protocol: 'rest', enforcement: 'enforce' },
    // @ts-expect-error: both
    { ...api, protocol: 'rest', enforcement: 'enforce', access: 'full', rules: [{ method: 'GET', path: '/' }] },
    // @ts-expect-error: a rule without a path
    { ...api, protocol: 'rest', enforcement: 'enforce', rules: [{ method: 'GET' }] },
    // @ts-expect-error: rules without a protocol
    { ...api, rules: [{ method: 'GET', path: '/' }] },
    // @ts-expect-error: an unknown protocol
    { ...api, protocol: 'htttp', enforcement: 'enforce', access: 'full' },
    // @ts-expect-error: no port
    { host: 'api.example.com' },
    // @ts-expect-error: sql cannot be enforced
    { ...api, protocol: 'sql', enforcement: 'enforce', rules: [{ command: 'SELECT' }] },
    // @ts-expect-error: rules of another protocol
    { ...api, protocol: 'json-rpc', enforcement: 'enforce', rules: [{ operationType: 'query' }] },
  ];
  // @ts-expect-error: an unknown word for Landlock
  const policy: Policy = { landlock: { compatibility: 'strict' }, networkPolicies: { a: { endpoints } } };
  expect(policy.networkPolicies?.a?.endpoints).toHaveLength(12);
});

test('any policy can be loaded, checked and asked on any version without an exception', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyPolicy, usualPolicy),
      usualRequest,
      fc.constantFrom(...OPENSHELL_VERSIONS),
      (policy, request, version) => {
        const decider = compile(version, policy);
        expect(['allow', 'deny', 'audit']).toContain(decider.decide(request).effect);
        for (const { path, problem } of checkPolicy(policy, openShell(version), { construct: 'p', subject: 'props' })) {
          expect(problem).not.toMatch(/could not be evaluated/);
          expect(path).toBeInstanceOf(Array);
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('everything that can be done with a policy hangs on one name', () => {
  expect(Object.keys(OpenShellPolicy).sort()).toEqual(
    [
      'compile',
      'compose',
      'contains',
      'decide',
      'diff',
      'explain',
      'fromProto',
      'fromYaml',
      'toProto',
      'toYaml',
    ].sort(),
  );
});
