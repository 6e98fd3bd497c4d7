import fc from 'fast-check';
import { parsePort, parsePortName, parsePortRange, parsePortReference } from '../../lib/syntax/port';

test('port numbers', () => {
  expect([1, 8080, 65535].map((port) => parsePort(port).ok)).toEqual([true, true, true]);
  expect([0, 65536, -1, 1.5, Number.NaN].map((port) => parsePort(port).ok)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(parsePort(0)).toEqual({
    ok: false,
    reason: '0 is not a port number',
    allowed: 'a whole number from 1 to 65535',
  });
  expect(parsePort('8080')).toEqual({
    ok: false,
    reason: 'expected a port number without quotes, got "8080"',
    allowed: 'a whole number from 1 to 65535',
    suggestion: '8080',
  });
});

/** Verdicts of apimachinery v0.34.4's IsValidPortName. */
test.each([
  ['http', undefined],
  ['a', undefined],
  ['80a', undefined],
  ['p-8080-tcp', undefined],
  ['a'.repeat(15), undefined],
  ['a'.repeat(16), '"aaaaaaaaaaaaaaaa" has 16 characters, a port name has at most 15'],
  ['', '"" is empty'],
  ['HTTP', '"HTTP" has capital letters'],
  ['h_p', '"h_p" contains "_", which a port name does not allow'],
  ['8080', '"8080" has no letter, so that it would be read as a number'],
  ['a--b', '"a--b" has two dashes in a row'],
  ['-a', '"-a" starts or ends with a dash'],
])('port name %j', (name, reason) => {
  const parsed = parsePortName(name);
  expect(parsed.ok ? undefined : parsed.reason).toBe(reason);
});

test('port references are numbers or names', () => {
  expect(parsePortReference(80)).toEqual({ ok: true, value: 80 });
  expect(parsePortReference('http')).toEqual({ ok: true, value: 'http' });
  expect(parsePortReference('80')).toMatchObject({
    reason: 'expected a port number without quotes, got "80"',
    suggestion: '80',
  });
});

test('port ranges', () => {
  expect(parsePortRange('8000-8100')).toEqual({ ok: true, value: { from: 8000, to: 8100 } });
  expect(parsePortRange('443')).toEqual({ ok: true, value: { from: 443, to: 443 } });
  expect(parsePortRange(443)).toEqual({ ok: true, value: { from: 443, to: 443 } });
  expect(parsePortRange('9-8')).toMatchObject({ reason: '"9-8" ends before it starts', suggestion: '8-9' });
  expect(parsePortRange('1-70000')).toMatchObject({ reason: '"1-70000" has the port 70000' });
  expect(parsePortRange('0-5')).toMatchObject({ reason: '"0-5" is not a port range' });
  const port = fc.integer({ min: 1, max: 65535 });
  fc.assert(fc.property(port, port, (a, b) => parsePortRange(`${a}-${b}`).ok === a <= b));
});
