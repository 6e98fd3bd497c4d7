import fc from 'fast-check';
import {
  formatImageReference,
  parseDigest,
  parseImagePrefix,
  parseImageReference,
} from '../../lib/syntax/image-reference';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

/** Verdicts of distribution/reference v0.6.0. */
test.each([
  ['ghcr.io/kagent-dev/kagent/app:0.9.12', { domain: 'ghcr.io', path: 'kagent-dev/kagent/app', tag: '0.9.12' }],
  [`registry.k8s.io/pause@${DIGEST}`, { domain: 'registry.k8s.io', path: 'pause', digest: DIGEST }],
  [`localhost/a:b@${DIGEST}`, { domain: 'localhost', path: 'a', tag: 'b', digest: DIGEST }],
  ['localhost:5000/a__b/c---d', { domain: 'localhost:5000', path: 'a__b/c---d' }],
  ['[::1]:5000/a:1', { domain: '[::1]:5000', path: 'a', tag: '1' }],
  ['docker.io/library/nginx:1', { domain: 'docker.io', path: 'library/nginx', tag: '1' }],
])('%s', (text, value) => {
  expect(parseImageReference(text)).toEqual({ ok: true, value });
});

test.each([
  [
    'nginx:1.25',
    '"nginx:1.25" names no registry, so docker.io is implied; did you mean docker.io/library/nginx:1.25?',
    'docker.io/library/nginx:1.25',
  ],
  [
    'grafana/k6',
    '"grafana/k6" names no registry, so docker.io is implied; did you mean docker.io/grafana/k6?',
    'docker.io/grafana/k6',
  ],
  [
    'docker.io/nginx:1',
    '"docker.io/nginx:1" is Docker Hub\'s docker.io/library/nginx; write it so',
    'docker.io/library/nginx:1',
  ],
  ['index.docker.io/a/b', '"index.docker.io/a/b" is Docker Hub\'s docker.io/a/b; write it so', 'docker.io/a/b'],
  [
    'ghcr.io/NVIDIA/OpenShell:1',
    '"ghcr.io/NVIDIA/OpenShell:1" has capital letters in the repository "NVIDIA/OpenShell"',
    'ghcr.io/nvidia/openshell:1',
  ],
  ['GHCR.io/a:1', '"GHCR.io/a:1" has capital letters in the registry "GHCR.io"', 'ghcr.io/a:1'],
  [
    'https://ghcr.io/a:1',
    '"https://ghcr.io/a:1" starts with https://, which image references do not have',
    'ghcr.io/a:1',
  ],
  [' ghcr.io/a:1', '" ghcr.io/a:1" contains white space', 'ghcr.io/a:1'],
  ['ghcr.io/a___b', '"ghcr.io/a___b" has the repository part "a___b", which is malformed', undefined],
  ['ghcr.io//a', '"ghcr.io//a" has an empty part in its repository', undefined],
  ['ghcr.io/a:', '"ghcr.io/a:" has the tag "", which is not a tag', undefined],
  ['ghcr.io/a:-b', '"ghcr.io/a:-b" has the tag "-b", which is not a tag', undefined],
  ['a-.io/b', '"a-.io/b" has the registry "a-.io", which is not a host name with an optional port', undefined],
  ['ghcr.io/a@sha256:abc', '"ghcr.io/a@sha256:abc" has a digest of 3 characters, sha256 has 64', undefined],
  [
    `ghcr.io/a@sha512:${'a'.repeat(8)}`,
    '"ghcr.io/a@sha512:aaaaaaaa" has a digest of the algorithm "sha512"',
    undefined,
  ],
  ['', '"" is empty', undefined],
  [undefined, 'expected an image reference, got nothing', undefined],
])('%j is refused', (input, reason, suggestion) => {
  expect(parseImageReference(input)).toEqual({ ok: false, reason, suggestion, allowed: expect.any(String) });
});

test('digests', () => {
  expect(parseDigest(DIGEST)).toEqual({ ok: true, value: DIGEST });
  expect(parseDigest(DIGEST.toUpperCase()).ok).toBe(false);
  expect(parseDigest(`sha256:${'0A'.repeat(32)}`)).toMatchObject({ suggestion: DIGEST });
  expect(parseDigest('0a'.repeat(32))).toMatchObject({ suggestion: DIGEST });
  expect(parseImageReference(`ghcr.io/a:1@${'0a'.repeat(32)}`)).toMatchObject({ suggestion: `ghcr.io/a:1@${DIGEST}` });
});

test('prefixes', () => {
  const good = ['ghcr.io', 'ghcr.io/kagent-dev', 'localhost', 'localhost:5000/a/b'];
  for (const prefix of good) expect(parseImagePrefix(prefix)).toEqual({ ok: true, value: prefix });
  expect(parseImagePrefix('https://ghcr.io/')).toMatchObject({ suggestion: 'ghcr.io' });
  expect(parseImagePrefix('kagent-dev')).toMatchObject({
    reason: '"kagent-dev" starts with "kagent-dev", which is not a registry',
  });
  expect(parseImagePrefix('ghcr.io/a:1')).toMatchObject({
    reason: '"ghcr.io/a:1" has the repository part "a:1", which is malformed',
  });
});

test('what is formatted is parsed to the same', () => {
  const component = fc.stringMatching(/^[a-z0-9]{1,5}((\.|_|__|-{1,3})[a-z0-9]{1,5}){0,2}$/);
  const reference = fc.record(
    {
      domain: fc.constantFrom('ghcr.io', 'localhost', 'localhost:5000', '10.0.0.1:80', '[fd00::1]', 'a.b-c.d'),
      path: fc.array(component, { minLength: 1, maxLength: 3 }).map((components) => components.join('/')),
      tag: fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/),
      digest: fc.stringMatching(/^sha256:[a-f0-9]{64}$/),
    },
    { requiredKeys: ['domain', 'path'] },
  );
  fc.assert(
    fc.property(reference, (value) => {
      expect(parseImageReference(formatImageReference(value))).toEqual({ ok: true, value });
    }),
  );
});
