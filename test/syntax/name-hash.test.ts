import fc from 'fast-check';
import { collisions, nameHash } from '../../lib/syntax/name-hash';

test.each([
  ['sandbox', 'da1fd924'], // facts/agent-sandbox.md §2.6
  ['kagent-claw49', '01a1bcc6'], // seen on the test bed, with its leading zero
  ['', '811c9dc5'],
  ['a', 'e40c292c'],
  ['foobar', 'bf9cf968'],
])('%j is %s', (name, hash) => {
  expect(nameHash(name)).toBe(hash);
});

test('hashes the bytes of UTF-8', () => {
  const slow = (bytes: Uint8Array) =>
    bytes.reduce((hash, byte) => ((hash ^ BigInt(byte)) * 0x01000193n) % 2n ** 32n, 0x811c9dc5n);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(nameHash(name)).toBe(slow(new TextEncoder().encode(name)).toString(16).padStart(8, '0'));
    }),
  );
});

test('collisions are groups of different names', () => {
  expect(collisions(['a', 'costarring', 'b', 'liquid', 'a', 'declinate', 'macallums'])).toEqual([
    { hash: nameHash('liquid'), names: ['costarring', 'liquid'] },
    { hash: nameHash('declinate'), names: ['declinate', 'macallums'] },
  ]);
  expect(collisions(['a', 'a', 'b'])).toEqual([]);
});
