import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { compileGlob, type Separator } from '../../lib/policy/glob';

const CASES = join(process.cwd(), '../shared/upstream/openshell-glob/cases.tsv');

interface Case {
  readonly pattern: string;
  readonly separator: Separator;
  readonly value: string;
  readonly expected: boolean;
}

function measured(): Case[] {
  return readFileSync(CASES, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [pattern, separators, value, expected] = line.split('\t') as [string, string, string, string];
      return {
        pattern: JSON.parse(pattern),
        separator: (JSON.parse(separators) as Separator[])[0] ?? '.',
        value: JSON.parse(value),
        expected: expected === 'true',
      };
    });
}

test('every measured answer of the engine is ours too', () => {
  const cases = measured();
  expect(cases.length).toBe(2500);
  const wrong = cases.filter((it) => compileGlob(it.pattern, it.separator).matches(it.value) !== it.expected);
  expect(wrong).toEqual([]);
});

test.each([
  ['/a/**', '/a', false],
  ['/a/**', '/a/', true],
  ['/**', '/', true],
  ['**', '', true],
  ['**', 'a/b', true],
  ['/a**', '/ab', true],
  ['/a**', '/a/b', false],
  ['{a,{b,c}}', 'c', true],
  ['{a,}', 'a', true],
  ['{a,}', '', false],
  ['x{}y', 'xy', true],
  ['a{/**,b}', 'a/x/y', true],
  ['[!a]', '/', true],
  ['[]-]', '-', true],
  ['[a-]', '-', true],
  ['\\*', '*', true],
  ['\\*', 'a', false],
  ['?', 'é', false],
  ['??', 'é', true],
  ['*', 'é', true],
  ['a,b', 'a,b', true],
  ['*', 'a\nb', true],
])('%j on paths: %j → %j', (pattern, value, expected) => {
  expect(compileGlob(pattern, '/').matches(value)).toBe(expected);
});

test.each(['[', '[a', '{a', 'a}', '\\', '[b-a]', 'a\0*'])('%j is an error and matches nothing', (pattern) => {
  const glob = compileGlob(pattern, '/');
  expect(glob.error).toEqual(expect.any(String));
  expect(glob.matches(pattern)).toBe(false);
});

test('hosts: one label, or one and more, never the apex', () => {
  expect(compileGlob('*.x.com', '.').matches('a.x.com')).toBe(true);
  expect(compileGlob('*.x.com', '.').matches('a.b.x.com')).toBe(false);
  expect(compileGlob('**.x.com', '.').matches('a.b.x.com')).toBe(true);
  expect(compileGlob('**.x.com', '.').matches('x.com')).toBe(false);
});

test('no pattern takes more than linear time', () => {
  const evil = compileGlob(`${'*a'.repeat(50)}*b`, '/');
  expect(evil.matches('a'.repeat(20000))).toBe(false);
  const deep = compileGlob(`${'/**/a'.repeat(30)}/b`, '/');
  expect(deep.matches('/a'.repeat(5000))).toBe(false);
});

test('never throws, and agrees with a reference matcher on star and literal patterns', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.constantFrom<Separator>('/', '.'), (pattern, value, separator) => {
      compileGlob(pattern, separator).matches(value);
    }),
  );
  const small = fc.string({ unit: fc.constantFrom('a', '/', '*'), maxLength: 8 });
  fc.assert(
    fc.property(small, fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 }), (pattern, value) => {
      fc.pre(!pattern.includes('**'));
      const reference = new RegExp(`^${pattern.replaceAll('*', '[^/]*')}$`);
      expect(compileGlob(pattern, '/').matches(value)).toBe(reference.test(value));
    }),
  );
});
