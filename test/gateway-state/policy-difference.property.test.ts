import fc from 'fast-check';
import { policyDifference, rulesIdentity, type StoredPolicy } from '../../lib/gateway-state/policy-difference';
import { GatewayDatabase } from '../sync/gateway-database';

const paths = fc.uniqueArray(fc.constantFrom('/usr', '/tmp', '/sandbox', '/data', '/opt'), { maxLength: 4 });
const filesystem = fc.record({ includeWorkdir: fc.boolean(), readOnly: paths, readWrite: paths });
const rules = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.record({ name: fc.constantFrom('x', 'y'), binaries: fc.constantFrom([], [{ path: '/bin/a' }]) }),
);
const policy: fc.Arbitrary<StoredPolicy> = fc.record(
  {
    version: fc.constant(1),
    filesystem,
    landlock: fc.record({ compatibility: fc.constantFrom('best_effort', 'hard_requirement') }),
    process: fc.constant({ runAsUser: 'sandbox', runAsGroup: 'sandbox' }),
    networkPolicies: rules,
  },
  { requiredKeys: ['version', 'networkPolicies'] },
);

it('writes over a live policy only what a gateway takes, and is then done, whatever was there and is asked for', () => {
  fc.assert(
    fc.property(policy, policy, fc.constantFrom('0.0.46' as const, '0.0.111' as const), (created, desired, release) => {
      const database = new GatewayDatabase(release);
      const sandbox = database.addSandbox('one', created);
      const live = database.ask(sandbox)?.policy;
      const first = policyDifference(desired, live);
      database.setPolicy('one', first.write);
      const now = sandbox.revisions.at(-1)?.policy;
      const second = policyDifference(desired, now);
      expect(second.same).toBe(true);
      expect(second.frozen).toEqual(first.frozen);
      expect(now && rulesIdentity(now)).toBe(rulesIdentity(desired));
    }),
    { numRuns: 500 },
  );
});
