import fc from 'fast-check';
import { parseHost, serviceOfHost } from '../../lib/syntax/host';

test.each([
  'api.example.com',
  'localhost',
  'gateway',
  'gateway.team-a.svc',
  'gateway.team-a.svc.cluster.local',
  '1.a',
  'xn--bcher-kva.example',
])('%s', (host) => {
  expect(parseHost(host)).toEqual({ ok: true, value: host });
});

test.each([
  ['https://api.example.com/v1', '"https://api.example.com/v1" has the scheme https://', 'api.example.com'],
  ['api.example.com:443', '"api.example.com:443" has the port "443"', 'api.example.com'],
  ['api.example.com/v1', '"api.example.com/v1" has a path', 'api.example.com'],
  ['me@example.com', '"me@example.com" has a user name', 'example.com'],
  ['10.0.0.1', '"10.0.0.1" is an IP address', undefined],
  ['[::1]', '"[::1]" is an IP address', undefined],
  ['10.0.0.256', '"10.0.0.256" ends with a number, as only IP addresses do', undefined],
  ['*.example.com', '"*.example.com" has a wildcard', undefined],
  ['example.com.', '"example.com." ends with a dot', 'example.com'],
  ['Example.com', '"Example.com" has capital letters', 'example.com'],
  ['a..b', '"a..b" has an empty part between dots', undefined],
  ['a_b.c', '"a_b.c" has the part "a_b", which is not made of letters, digits and inner dashes', undefined],
  ['-a.c', '"-a.c" has the part "-a", which is not made of letters, digits and inner dashes', undefined],
  [`${'a'.repeat(64)}.b`, `"${'a'.repeat(64)}.b" has a part of 64 characters, at most 63 are allowed`, undefined],
  ['', '"" is empty', undefined],
  [' a', '" a" contains white space', 'a'],
  [null, 'expected a host name, got null', undefined],
])('%j is refused', (input, reason, suggestion) => {
  expect(parseHost(input)).toEqual({ ok: false, reason, suggestion, allowed: expect.any(String) });
});

test('names of at most 253 characters', () => {
  const name = (length: number) =>
    'a.'
      .repeat(200)
      .slice(0, length - 1)
      .concat('a');
  expect(parseHost(name(253)).ok).toBe(true);
  expect(parseHost(name(255))).toMatchObject({ reason: expect.stringContaining('has 255 characters') });
});

test('the Service behind a host', () => {
  const kagent = { service: 'kagent', namespace: 'team-a' };
  expect(serviceOfHost('kagent.team-a.svc')).toEqual(kagent);
  expect(serviceOfHost('kagent.team-a.svc.cluster.local')).toEqual(kagent);
  expect(serviceOfHost('kagent.team-a.svc.corp', 'corp')).toEqual(kagent);
  expect(serviceOfHost('pod.kagent.team-a.svc')).toEqual(kagent);
  for (const host of ['example.com', 'kagent', 'kagent.team-a', 'team-a.svc', 'kagent.team-a.svc.corp']) {
    expect(serviceOfHost(host)).toBeUndefined();
  }
});

test('every domain of the web is a host', () => {
  fc.assert(fc.property(fc.domain(), (domain) => parseHost(domain.toLowerCase()).ok));
});
