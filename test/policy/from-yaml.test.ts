import fc from 'fast-check';
import { stringify } from 'yaml';
import { formatPath } from '../../lib/plan/path';
import { fromYaml, readYaml } from '../../lib/policy';
import { releases } from '../../lib/releases';
import { measuredDecisions } from './measured';

const RELEASE = { release: '0.0.46' };

function findingsOf(text: string): string[] {
  return fromYaml(text, RELEASE).diagnostics.map(
    ({ rule, path, problem, fix }) => `${rule} ${formatPath(path)}: ${problem}; ${fix}`,
  );
}

test('a sound file gives the policy and nothing to say', () => {
  const reading = fromYaml(
    `version: 1
filesystem_policy: { include_workdir: true, read_only: [/usr], read_write: [/sandbox] }
network_policies:
  api:
    endpoints:
      - { host: api.example.com, port: 443, protocol: rest, enforcement: enforce, rules: [{ allow: { method: GET, path: /v1/** } }] }
    binaries: [{ path: /usr/bin/curl }]
`,
    { release: releases.KAGENT_0_9 },
  );
  expect(reading.diagnostics).toEqual([]);
  expect(reading.policy?.networkPolicies?.api?.binaries).toEqual(['/usr/bin/curl']);
});

test.each([
  ['network_policy: {}', /KF2001 network_policy: .*did you mean `network_policies`/],
  [
    'network_policies: { a: { endpoints: [{ hots: x }] } }',
    /network_policies\.a\.endpoints\[0\]\.hots: .*did you mean `host`/,
  ],
  ['network_policies: { a: { endpoints: [{ denyRules: [] }] } }', /did you mean `deny_rules`/],
  ['network_policies: { a: { endpoints: [{ port: "443" }] } }', /endpoints\[0\]\.port: a whole number/],
  ['network_policies: { a: { endpoints: [{ port: 65536 }] } }', /endpoints\[0\]\.port: a whole number/],
  ['network_policies: { a: { endpoints: [{ port: 443.5 }] } }', /endpoints\[0\]\.port: a whole number/],
  ['network_policies: { a: { endpoints: [{ allow_encoded_slash: yes }] } }', /true or false/],
  [
    'network_policies: { a: { endpoints: [{ rules: [{ method: GET }] }] } }',
    /rules\[0\]\.method: .*no key|`allow` is missing/,
  ],
  [
    'network_policies: { a: { endpoints: [{ rules: [{ allow: { query: { page: 1 } } }] }] } }',
    /query\.page: a pattern/,
  ],
  ['network_policies: { a: { binaries: [{}] } }', /binaries\[0\]\.path: `path` is missing/],
  ['network_policies: { a: { binaries: [/usr/bin/curl] } }', /binaries\[0\]: a mapping/],
  ['filesystem_policy: [a]', /filesystem_policy: a mapping/],
  ['<<: {}', /KF2001/],
  ['network_policies: ~', /network_policies: a mapping/],
])('%s is refused', (line, expected) => {
  expect(findingsOf(`version: 1\n${line}\n`).join('\n')).toMatch(expected);
});

test.each([
  '',
  '[]',
  'version: one',
  'a: b: c',
  '{',
  'version: 1\nversion: 1',
  'version: 1\n---\nversion: 1',
  '\0',
  '!!binary x',
])('%j gives a diagnostic and no policy', (text) => {
  const reading = fromYaml(text, RELEASE);
  expect(reading.policy).toBeUndefined();
  expect(reading.diagnostics.length).toBeGreaterThan(0);
});

test('plain scalars are text where text is asked for, as upstream takes them', () => {
  const { policy } = readYaml(
    'version: 1\nprocess: { run_as_user: 1000, run_as_group: 1e3 }\nlandlock:\nnetwork_policies:\n',
  );
  expect(policy).toEqual({ version: 1, process: { runAsUser: '1000', runAsGroup: '1e3' }, networkPolicies: {} });
});

test('nested MCP parameters are joined by dots; `harness` is taken and ignored', () => {
  const { policy } = readYaml(
    'version: 1\nnetwork_policies: { a: { binaries: [{ path: /b, harness: true }], endpoints: [{ rules: [{ allow: { params: { name: x, arguments: { a: { any: [y] }, b: { c: z } } } } }] }] } }',
  );
  expect(policy?.networkPolicies?.a?.binaries).toEqual(['/b']);
  expect(policy?.networkPolicies?.a?.endpoints?.[0]?.rules?.[0]?.params).toEqual({
    name: 'x',
    'arguments.a': ['y'],
    'arguments.b.c': 'z',
  });
});

test('paths are those of the file', () => {
  const found = findingsOf(
    'version: 1\nnetwork_policies: { a: { binaries: [{ path: curl }], endpoints: [{ host: a.b.c, port: 443, protocol: rest, enforcement: enforce, rules: [{ allow: { method: FETCH, path: "/" } }] }] } }',
  ).join('\n');
  expect(found).toContain('network_policies.a.binaries[0].path');
  expect(found).toContain('network_policies.a.endpoints[0].rules[0].allow.method');
});

test('an unknown OpenShell is a diagnostic', () => {
  for (const release of [
    '0.0.1',
    'KAGENT',
    '',
    {} as never,
    { openshell: { version: '9' } },
    undefined as never,
    7 as never,
  ]) {
    expect(fromYaml('version: 1', { release }).diagnostics.map(({ rule }) => rule)).toEqual(['KF2002']);
  }
});

test.each(['0.0.46', '0.0.111'])('%s: a measured file gives a policy exactly when it loads', (release) => {
  for (const { policy: text, status } of measuredDecisions(release).filter((_, index) => index % 4 === 0)) {
    const reading = fromYaml(text, { release });
    expect(reading.policy !== undefined).toBe(status === 'ok');
    if (status !== 'ok') expect(reading.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
  }
});

test('never throws: any text, any JSON', () => {
  fc.assert(fc.property(fc.string(), (text) => void fromYaml(text, RELEASE)));
  fc.assert(fc.property(fc.json(), (text) => void fromYaml(text, RELEASE)));
  const words = fc.constantFrom(
    'version',
    'network_policies',
    'endpoints',
    'rules',
    'allow',
    'query',
    'any',
    'binaries',
    'path',
    'a',
  );
  const nested = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(1, '', null, true, '*', '/x'),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('map'),
    ),
    map: fc.dictionary(words, tie('value'), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(nested.map, (value) => {
      const reading = fromYaml(stringify({ version: 1, ...(value as object) }), RELEASE);
      expect(reading.policy !== undefined || reading.diagnostics.length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
  fc.assert(fc.property(fc.anything(), (value) => void fromYaml(value as string, RELEASE)));
});

test('aliases are followed, and bombs are not', () => {
  expect(
    readYaml('version: 1\nnetwork_policies: { a: &x { binaries: [{ path: /b }] }, b: *x }').policy?.networkPolicies?.b,
  ).toEqual({ binaries: ['/b'] });
  const bomb = `version: 1\nnetwork_middlewares: { m: { middleware: x, config: { a0: &a0 [1,1,1,1,1,1,1,1,1], ${Array.from({ length: 8 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(',')}]`).join(', ')} } } }`;
  expect(readYaml(bomb).findings.length).toBeGreaterThan(0);
  expect(
    readYaml('version: 1\nnetwork_middlewares: { m: { middleware: x, config: { a: &a [*a] } } }').findings.length,
  ).toBeGreaterThan(0);
});
