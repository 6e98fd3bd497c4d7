import type { PolicyDocument } from '../../lib/policy';
import { load } from '../../lib/policy';
import { wireShares } from '../../lib/policy/spelling/wire-size';
import { openShell } from '../../lib/releases/openshell';

function sizeOf(policy: PolicyDocument): number {
  return wireShares(policy).reduce((total, [, bytes]) => total + bytes, 0);
}

// Counted by hand, field by field: tag, length, content.
test.each<[string, PolicyDocument, number]>([
  ['the version', { version: 1 }, 2],
  [
    'a flag and two paths',
    { filesystem: { includeWorkdir: true, readOnly: ['/usr'], readWrite: ['/é'] } },
    2 + 2 + 2 + 6 + 5,
  ],
  ['two words', { process: { runAsUser: 'sandbox', runAsGroup: 'sandbox' } }, 2 + 2 + 9 + 9],
  [
    // entry: key `a` 3; value 2 + name 3 + endpoint (2 + host 5, port 443 3, packed ports 4) + binary (2 + path 4)
    'a network policy',
    { networkPolicies: { a: { endpoints: [{ host: 'x.y', port: 443 }], binaries: ['/b'] } } },
    2 + (2 + (3 + 2 + (3 + (2 + (5 + 3 + 4)) + (2 + 4)))),
  ],
  [
    // rule: 2 + allow 2 + query entry (2 + key 3, value 2 + any 3 + 3)
    'a rule with a query, and a field with a long tag',
    {
      networkPolicies: {
        a: { endpoints: [{ requestBodyCredentialRewrite: true, rules: [{ query: { q: ['a', 'b'] } }] }] },
      },
    },
    2 + (2 + (3 + 2 + (3 + (2 + (3 + (2 + (2 + (2 + (3 + 2 + 3 + 3))))))))),
  ],
])('%s', (_, policy, bytes) => {
  expect(sizeOf(policy)).toBe(bytes);
});

test('the gateway takes 262,144 bytes and no more', () => {
  const release = openShell('0.0.46');
  const withName = (length: number): PolicyDocument => ({
    networkPolicies: { a: { name: 'x'.repeat(length), binaries: ['/b'] } },
  });
  const spare = release.limits.policyBytes - sizeOf(withName(200_000));
  expect(load(withName(200_000 + spare), release).status).toBe('ok');
  expect(load(withName(200_000 + spare + 1), release)).toMatchObject({
    status: 'gateway_reject',
    problems: [{ path: ['networkPolicies'] }],
  });
});
