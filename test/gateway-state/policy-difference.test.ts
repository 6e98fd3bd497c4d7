import { identity, policyDifference, withAnotherHash } from '../../lib/gateway-state/policy-difference';

const LIVE = {
  version: 1,
  filesystem: { includeWorkdir: true, readOnly: ['/usr'], readWrite: ['/tmp', '/data'] },
  landlock: { compatibility: 'best_effort' },
  process: { runAsUser: 'sandbox', runAsGroup: 'sandbox' },
  networkPolicies: {
    a: { name: 'a', binaries: [{ path: '/bin/a' }] },
    b: { name: 'b', binaries: [{ path: '/bin/b' }] },
  },
};

it('finds a policy that is already there the same, whatever the order of its paths and the field that nobody reads', () => {
  const { same, changes, frozen } = policyDifference(LIVE, {
    ...LIVE,
    filesystem: { includeWorkdir: true, readOnly: ['/usr'], readWrite: ['/data', '/tmp'] },
    networkPolicies: { ...LIVE.networkPolicies, a: { name: 'a', binaries: [{ path: '/bin/a', harness: true }] } },
  });
  expect({ same, changes, frozen }).toEqual({ same: true, changes: [], frozen: [] });
});

it('names the rules that it adds, changes and removes', () => {
  const networkPolicies = { b: { name: 'b', binaries: [{ path: '/bin/other' }] }, c: { name: 'c' } };
  expect(policyDifference({ ...LIVE, networkPolicies }, LIVE).changes).toEqual([
    'removes rule a',
    'changes rule b',
    'adds rule c',
  ]);
});

it('leaves static sections that are not asked for to whoever made the sandbox', () => {
  const { version, networkPolicies } = LIVE;
  const { same, write, frozen } = policyDifference({ version, networkPolicies }, LIVE);
  expect({ same, write, frozen }).toEqual({ same: true, write: LIVE, frozen: [] });
});

it('names each static part that the live sandbox has otherwise, and writes none of them', () => {
  const { write, frozen } = policyDifference(
    {
      ...LIVE,
      filesystem: { includeWorkdir: true, readOnly: ['/usr', '/tmp'], readWrite: [] },
      landlock: { compatibility: 'hard_requirement' },
      process: { runAsUser: '1000', runAsGroup: 'sandbox' },
    },
    LIVE,
  );
  expect(frozen).toEqual([
    'filesystem has /tmp read-write, which is not asked for',
    'filesystem has /data read-write, which is not asked for',
    'landlock is {"compatibility":"best_effort"}, asked for is {"compatibility":"hard_requirement"}',
    'process is {"runAsGroup":"sandbox","runAsUser":"sandbox"}, asked for is {"runAsGroup":"sandbox","runAsUser":"1000"}',
  ]);
  expect(write).toMatchObject({ landlock: LIVE.landlock, process: LIVE.process });
  expect(write.filesystem?.readWrite).toEqual(['/tmp', '/data']);
});

it('fills in the identity that the gateway fills in', () => {
  expect(policyDifference({ ...LIVE, process: {} }, LIVE).frozen).toEqual([]);
});

it('gives another hash to the same policy, each time', () => {
  const once = withAnotherHash(LIVE);
  const twice = withAnotherHash(LIVE, once);
  expect(once && identity(once)).toBe(identity(LIVE));
  expect(JSON.stringify(once)).not.toBe(JSON.stringify(LIVE));
  expect(JSON.stringify(twice)).not.toBe(JSON.stringify(once));
});

it('has no other hash for a policy without binaries', () => {
  expect(withAnotherHash({ ...LIVE, networkPolicies: {} })).toBeUndefined();
});
