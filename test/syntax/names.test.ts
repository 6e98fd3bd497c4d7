import fc from 'fast-check';
import {
  networkPolicyName,
  parseClaimName,
  parsePvcName,
  parseSandboxName,
  parseTemplateName,
  parseVolumeClaimTemplateName,
  parseWarmPoolName,
} from '../../lib/syntax/agent-sandbox-names';
import {
  parseAnnotationKey,
  parseDnsLabel,
  parseDnsSubdomain,
  parseLabelKey,
  parseLabelValue,
  parseQualifiedName,
  parseRfc1035Label,
} from '../../lib/syntax/names';

const long = (length: number) => 'a'.repeat(length);

/** Verdicts of apimachinery v0.34.4. */
test.each([
  [parseDnsLabel, ['a', '1', '1-a', long(63), 'a--b'], ['', '-a', 'a-', 'A', 'a_b', 'a.b', 'é', 'a\n', long(64)]],
  [parseDnsSubdomain, ['a', 'a.b', '1.2-3', long(253)], ['', '.', 'a.', '.a', 'a..b', 'a-.b', 'A.b', long(254)]],
  [parseRfc1035Label, ['a', 'a1', 'a-1', long(63)], ['', '1a', '-a', 'a-', 'A', 'a.b', long(64)]],
  [parseLabelValue, ['', 'a', 'A', '1_2.3-4', long(63)], ['-a', 'a-', '_', 'a/b', 'a b', long(64)]],
  [
    parseLabelKey,
    ['a', 'A_b.c', 'example.com/A', `a/${long(63)}`],
    ['', '/a', 'a/', 'a/b/c', 'Ex.com/a', `${long(64)}`],
  ],
  [parseAnnotationKey, ['a', 'Ex.com/A'], ['', '/a', 'a/', 'a/b/c', '_x/a', '\u212a/a']],
  [parseQualifiedName, ['a', 'x.y/z'], ['', 'x_y/z', 'é']],
])('%p accepts and refuses what Kubernetes does', (parse, good, bad) => {
  for (const name of good) expect(parse(name)).toEqual({ ok: true, value: name });
  for (const name of bad) expect([name, parse(name).ok]).toEqual([name, false]);
});

test('reasons name the flaw, what is allowed and what was probably meant', () => {
  expect(parseDnsLabel('Team_A')).toEqual({
    ok: false,
    reason: '"Team_A" contains "T", which an RFC 1123 label does not allow',
    allowed: 'at most 63 characters: lower-case letters, digits and "-", with a letter or digit at both ends',
    suggestion: 'team-a',
  });
  expect(parseDnsLabel('a.b')).toMatchObject({ reason: '"a.b" contains ".", which an RFC 1123 label does not allow' });
  expect(parseDnsLabel('')).toMatchObject({ reason: 'is empty, an RFC 1123 label has at least one character' });
  expect(parseDnsLabel('a-')).toMatchObject({ reason: '"a-" ends with "-", which an RFC 1123 label does not allow' });
  expect(parseDnsLabel(7)).toEqual({ ok: false, reason: 'expected an RFC 1123 label, got the number 7' });
  expect(parseDnsSubdomain('a..b')).toMatchObject({
    reason: '"a..b" contains "..", which an RFC 1123 subdomain does not allow',
    suggestion: 'a.b',
  });
  expect(parseRfc1035Label('1a')).toMatchObject({
    reason: '"1a" starts with "1", which an RFC 1035 label does not allow',
  });
  expect(parseLabelKey('x_y/a')).toMatchObject({
    reason: '"x_y/a" is not a label key: its prefix "x_y" contains "_", which an RFC 1123 subdomain does not allow',
  });
  expect(parseLabelKey('a/b/c')).toMatchObject({ reason: '"a/b/c" has 2 slashes, a label key has at most one' });
  expect(parseDnsLabel('abcdef', { max: 5 })).toMatchObject({
    reason: '"abcdef" has 6 characters, an RFC 1123 label has at most 5',
  });
});

test.each([
  [
    parseSandboxName,
    63,
    'the agent-sandbox controller gives the name to the Pod, its hostname and the headless Service',
  ],
  [parseClaimName, 63, 'a cold start creates a Sandbox, hence a Pod and a Service, named as the claim'],
  [parseWarmPoolName, 57, 'members are named <pool>-xxxxx, which is cut beyond 63 characters'],
  [
    parseTemplateName,
    63,
    'the name is used as a label value, and the controller derives <template>-network-policy from it',
  ],
  [
    parseVolumeClaimTemplateName,
    63,
    'the controller gives the name to a volume of the Pod and derives the PVC <volume>-<sandbox> from it',
  ],
])('%p bears %d characters', (parse, max, because) => {
  expect(parse(long(max)).ok).toBe(true);
  const name = long(max + 1);
  expect(parse(name)).toMatchObject({
    reason: `"${name}" has ${max + 1} characters, at most ${max} are possible, because ${because}`,
  });
});

test('sandboxes and pools need a letter first, for their Service; templates do not', () => {
  expect([parseSandboxName, parseClaimName, parseWarmPoolName].map((parse) => parse('1a').ok)).toEqual([
    false,
    false,
    false,
  ]);
  expect(parseTemplateName('1.a').ok).toBe(true);
});

test('a member of the longest warm pool has a possible Sandbox name', () => {
  expect(parseSandboxName(`${long(57)}-x7k2p`).ok).toBe(true);
});

test('what the controller derives from possible names is possible', () => {
  const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
  fc.assert(
    fc.property(label, label, (volume, sandbox) => {
      expect(parsePvcName(volume, sandbox)).toEqual({ ok: true, value: `${volume}-${sandbox}` });
      expect(parseDnsSubdomain(networkPolicyName(sandbox)).ok).toBe(true);
    }),
  );
  expect(parsePvcName('data', 'No')).toMatchObject({ ok: false, suggestion: 'no' });
  expect(parsePvcName('Data', 'a')).toMatchObject({ ok: false, suggestion: 'data' });
});
