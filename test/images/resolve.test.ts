import { Lazy } from 'cdk8s';
import { resolveImage, resolveImageLeaf } from '../../lib/images/resolve';
import type { Leaf } from '../../lib/plan/leaf';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;
const sources = { lock: { 'ghcr.io/x/app:1': A }, mirrors: { 'ghcr.io': 'm.example' } };

test.each([
  ['ghcr.io/x/app:1', `m.example/x/app:1@${A}`, true],
  [`ghcr.io/x/app:1@${B}`, `m.example/x/app:1@${B}`, true],
  [`ghcr.io/x/app@${B}`, `m.example/x/app@${B}`, true],
  ['ghcr.io/x/app:2', 'm.example/x/app:2', false],
  ['ghcr.io/x/app', 'm.example/x/app', false],
  ['m.example/x/app:1', 'm.example/x/app:1', false],
  ['nginx:1', 'nginx:1', false],
  ['', '', false],
])('%j', (name, reference, locked) => {
  expect(resolveImage(name, sources)).toEqual({ reference, locked });
});

test('without lock and mirrors', () => {
  expect(resolveImage('ghcr.io/x/app:1')).toEqual({ reference: 'ghcr.io/x/app:1', locked: false });
});

test('a plain leaf is resolved now, a deferred one when its engine knows it', () => {
  expect(resolveImageLeaf('ghcr.io/x/app:1', sources)).toEqual({ reference: `m.example/x/app:1@${A}`, locked: true });
  const lazy = Lazy.any({ produce: () => 'ghcr.io/x/app:1' }) as Leaf<string>;
  const { reference, locked } = resolveImageLeaf(lazy, sources);
  expect((reference as unknown as Lazy).produce()).toBe(`m.example/x/app:1@${A}`);
  expect((locked as unknown as Lazy).produce()).toBe(true);
});
