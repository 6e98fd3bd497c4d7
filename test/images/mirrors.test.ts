import fc from 'fast-check';
import { checkImageMirrors, mirrorImage } from '../../lib/images/mirrors';

const MIRRORS = {
  'registry.k8s.io': 'mirror.example/k8s',
  'ghcr.io/kagent-dev': 'mirror.example/kagent',
  'ghcr.io/kagent-dev/tools': 'mirror.example/tools',
  'localhost:5000': 'mirror.example/local',
};

test.each([
  ['registry.k8s.io/agent-sandbox/controller:v0.5.6', 'mirror.example/k8s/agent-sandbox/controller:v0.5.6'],
  ['ghcr.io/kagent-dev/app:1', 'mirror.example/kagent/app:1'],
  ['ghcr.io/kagent-dev/tools/x:1', 'mirror.example/tools/x:1'],
  ['ghcr.io/kagent-dev/tools:1', 'mirror.example/tools:1'],
  ['ghcr.io/kagent-dev/toolshed:1', 'mirror.example/kagent/toolshed:1'],
  ['ghcr.io/kagent-devil/app:1', 'ghcr.io/kagent-devil/app:1'],
  ['localhost:5000/x:1', 'mirror.example/local/x:1'],
  ['localhost:50001/x:1', 'localhost:50001/x:1'],
  [`ghcr.io/kagent-dev/app:1@sha256:${'a'.repeat(64)}`, `mirror.example/kagent/app:1@sha256:${'a'.repeat(64)}`],
  ['not an image', 'not an image'],
])('%s', (reference, mirrored) => {
  expect(mirrorImage(reference, MIRRORS)).toBe(mirrored);
});

test('mirrors are not followed through other mirrors', () => {
  expect(mirrorImage('a.io/x:1', { 'a.io': 'b.io', 'b.io': 'c.io' })).toBe('b.io/x:1');
});

test('an entry is found only by its own name', () => {
  expect(mirrorImage('ghcr.io/constructor:1', {})).toBe('ghcr.io/constructor:1');
});

test('every flaw of a map', () => {
  expect(checkImageMirrors(MIRRORS)).toEqual([]);
  expect(checkImageMirrors({ 'ghcr.io/': 'https://m.example', nginx: 'm.example' })).toEqual([
    {
      from: 'ghcr.io/',
      reason: '"ghcr.io/" has a scheme or a slash at its end',
      allowed: expect.any(String),
      suggestion: 'ghcr.io',
    },
    {
      from: 'ghcr.io/',
      reason: '"https://m.example" has a scheme or a slash at its end',
      allowed: expect.any(String),
      suggestion: 'm.example',
    },
    { from: 'nginx', reason: '"nginx" starts with "nginx", which is not a registry', allowed: expect.any(String) },
  ]);
});

test('tag and digest are never touched', () => {
  const tail = fc.constantFrom(':1', ':v1.2', `@sha256:${'b'.repeat(64)}`, '');
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(MIRRORS), 'quay.io'), tail, (prefix, end) => {
      expect(mirrorImage(`${prefix}/some/app${end}`, MIRRORS).endsWith(`/some/app${end}`)).toBe(true);
    }),
  );
});
