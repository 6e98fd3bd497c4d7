import fc from 'fast-check';
import { formatImageLock, parseImageLock } from '../../lib/images/lock';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

test('a lock file', () => {
  expect(parseImageLock(`# comment\nregistry.k8s.io/pause:3.10: ${A}\n"[::1]:5000/x:1": ${B}\n`)).toEqual({
    lock: { 'registry.k8s.io/pause:3.10': A, '[::1]:5000/x:1': B },
    problems: [],
  });
  for (const empty of ['', '# nothing yet\n', '---\n'])
    expect(parseImageLock(empty)).toEqual({ lock: {}, problems: [] });
});

test('every problem, by its line', () => {
  const text = [
    'ghcr.io/a:1: ',
    `nginx:1: ${A}`,
    '',
    `ghcr.io/b: ${A}`,
    `ghcr.io/c:1@${A}: ${A}`,
    'ghcr.io/d:1: sha256:abc',
    '? [x]',
    ': y',
  ];
  expect(parseImageLock(text.join('\n'))).toEqual({
    problems: [
      { line: 1, reason: expect.stringContaining('digest'), allowed: expect.any(String) },
      {
        line: 2,
        reason: '"nginx:1" names no registry, so docker.io is implied; did you mean docker.io/library/nginx:1?',
        allowed: expect.any(String),
        suggestion: 'docker.io/library/nginx:1',
      },
      { line: 4, reason: '"ghcr.io/b" has no tag', allowed: 'registry/repository:tag' },
      {
        line: 5,
        reason: expect.stringContaining('has a digest already'),
        allowed: 'registry/repository:tag',
        suggestion: 'ghcr.io/c:1',
      },
      { line: 6, reason: '"sha256:abc" has a digest of 3 characters, sha256 has 64', allowed: expect.any(String) },
      { line: 7, reason: 'expected an image reference, got nothing', allowed: expect.any(String) },
      { line: 7, reason: '"y" has a digest without its algorithm', allowed: expect.any(String) },
    ],
  });
});

test.each([
  [`ghcr.io/a:1: ${A}\nghcr.io/a:1: ${B}\n`, 2, 'map keys must be unique'],
  ['- a\n- b\n', 1, 'is not a map of images'],
  ['a: "\n', 2, expect.any(String)],
  ['['.repeat(50_000), 1, 'is nested too deeply for a map of images'],
  ['[\n'.repeat(50_000), 51, 'is nested too deeply for a map of images'],
  ['- '.repeat(50_000), 1, 'is nested too deeply for a map of images'],
  ['? '.repeat(50_000), 1, 'is nested too deeply for a map of images'],
  ['{a: '.repeat(50_000), 1, 'is nested too deeply for a map of images'],
  [
    Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
    52,
    'is nested too deeply for a map of images',
  ],
  [7, 1, 'expected YAML text, got the number 7'],
])('a text that is no lock', (text, line, reason) => {
  const { lock, problems } = parseImageLock(text);
  expect(lock).toBeUndefined();
  expect(problems[0]).toMatchObject({ line, reason });
});

test('the written file is sorted and small', () => {
  expect(formatImageLock({ 'ghcr.io/b:1': B, 'ghcr.io/a:1': A })).toBe(
    `# Images by digest: upstream name with its tag, and what it was when it was locked.\nghcr.io/a:1: ${A}\nghcr.io/b:1: ${B}\n`,
  );
});

const name = fc
  .tuple(
    fc.constantFrom('ghcr.io', 'localhost', 'localhost:5000', '[fd00::1]:5000', 'a.b'),
    fc.stringMatching(/^[a-z0-9]{1,6}(\/[a-z0-9]{1,6}){0,2}$/),
    fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,10}$/),
  )
  .map(([domain, path, tag]) => `${domain}/${path}:${tag}`);
const lock = fc.dictionary(name, fc.stringMatching(/^sha256:[a-f0-9]{64}$/), { noNullPrototype: true });

test('what is written is read to the same, and written again to the same text', () => {
  fc.assert(
    fc.property(lock, (written) => {
      const text = formatImageLock(written);
      const read = parseImageLock(text);
      expect(read).toEqual({ lock: written, problems: [] });
      expect(formatImageLock(read.lock!)).toBe(text);
    }),
  );
});

test('never throws', () => {
  const yamlish = fc.array(
    fc.constantFrom('a', ': ', '\n', '- ', '&x ', '*x', '[', '{', '"', '|', '%', '!!', '---\n', 'ghcr.io/a:1', A),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.string(),
        yamlish.map((parts) => parts.join('')),
      ),
      (text) => {
        const { lock: read, problems } = parseImageLock(text);
        expect(read === undefined).toBe(problems.length > 0);
        for (const { line } of problems) expect(line).toBeGreaterThan(0);
      },
    ),
  );
});
