import fc from 'fast-check';
import {
  type Cidr,
  contains,
  containsAddress,
  isLinkLocal,
  isLoopback,
  isPrivate,
  LINK_LOCAL,
  overlaps,
  parseCidr,
  parseIpAddress,
} from '../../lib/syntax/cidr';

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

test.each([
  ['10.0.0.0/24', '10.0.0.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['10.0.0.1/32', '10.0.0.1/32'],
  ['::/0', '::/0'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['2001:db8:0:0:0:0:0:0/32', '2001:db8::/32'],
  ['::1/128', '::1/128'],
])('%s is %s', (text, canonical) => {
  expect(cidr(text).text).toBe(canonical);
});

test.each([
  ['10.0.0.1/24', '"10.0.0.1/24" has bits set beyond its prefix; the network is 10.0.0.0/24', '10.0.0.0/24'],
  ['2001:db8::1/32', '"2001:db8::1/32" has bits set beyond its prefix; the network is 2001:db8::/32', '2001:db8::/32'],
  ['10.0.0.1', '"10.0.0.1" has no prefix length; did you mean 10.0.0.1/32?', '10.0.0.1/32'],
  ['::1', '"::1" has no prefix length; did you mean ::1/128?', '::1/128'],
  ['10.0.0.0/33', '"10.0.0.0/33" has the prefix length "33"', undefined],
  ['10.0.0.0/08', '"10.0.0.0/08" has the prefix length "08"', '10.0.0.0/8'],
  ['10.0.0.0/', '"10.0.0.0/" has the prefix length ""', undefined],
  ['10.1.0.0/255.255.0.0', '"10.1.0.0/255.255.0.0" has the prefix length "255.255.0.0"', '10.1.0.0/16'],
  ['10.1/16', '"10.1/16" is not a CIDR: "10.1" is not four numbers with dots between them', undefined],
  ['167772160/8', '"167772160/8" is not a CIDR: "167772160" is not four numbers with dots between them', undefined],
  [
    '010.0.0.0/8',
    '"010.0.0.0/8" is not a CIDR: "010.0.0.0" has the leading zero "010", which some programs read as octal',
    undefined,
  ],
  ['0x0a.0.0.0/8', '"0x0a.0.0.0/8" is not a CIDR: "0x0a.0.0.0" is not an IP address', undefined],
  ['999.1.1.1/32', '"999.1.1.1/32" is not a CIDR: "999.1.1.1" has the number 999, which is more than 255', undefined],
  [
    'fe80::1%eth0/64',
    '"fe80::1%eth0/64" is not a CIDR: "fe80::1%eth0" has a zone, which only means something on one machine',
    undefined,
  ],
  [
    '::ffff:10.0.0.1/128',
    '"::ffff:10.0.0.1/128" is not a CIDR: "::ffff:10.0.0.1" is the IPv4 address 10.0.0.1 written as IPv6',
    undefined,
  ],
  [
    '1:2:3:4:5:6:7:8:9/64',
    '"1:2:3:4:5:6:7:8:9/64" is not a CIDR: "1:2:3:4:5:6:7:8:9" is not an IPv6 address',
    undefined,
  ],
  [10, 'expected a CIDR, got the number 10', undefined],
])('%j is refused', (input, reason, suggestion) => {
  expect(parseCidr(input)).toEqual({ ok: false, reason, suggestion, allowed: expect.any(String) });
});

test('ranges', () => {
  expect(isLoopback(cidr('127.0.0.0/8')) && isLoopback(cidr('::1/128'))).toBe(true);
  expect(isLinkLocal(cidr('169.254.169.254/32')) && isLinkLocal(cidr('fe80::/64'))).toBe(true);
  expect(isPrivate(cidr('10.1.0.0/16')) && isPrivate(cidr('172.31.0.0/16')) && isPrivate(cidr('fd00::/8'))).toBe(true);
  expect(isPrivate(cidr('172.32.0.0/16')) || isPrivate(cidr('0.0.0.0/0'))).toBe(false);
  expect(LINK_LOCAL.some((network) => overlaps(network, cidr('0.0.0.0/0')))).toBe(true);
});

const network4 = fc.tuple(fc.nat(0xffffffff), fc.nat(32)).map(([bits, prefix]) => {
  const first = Number((BigInt(bits) >> BigInt(32 - prefix)) << BigInt(32 - prefix));
  return cidr(`${[24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join('.')}/${prefix}`);
});
const network6 = fc.tuple(fc.nat(0xffff), fc.nat(16)).map(([bits, prefix]) => {
  const first = (bits >> (16 - prefix)) << (16 - prefix);
  return cidr(`${first.toString(16)}::/${prefix}`);
});
const network = fc.oneof(network4, network6);

/** `inner` is drawn from within `outer`, so that containment is not a rare accident. */
const nested = fc.tuple(fc.nat(0xffffffff), fc.tuple(fc.nat(32), fc.nat(32), fc.nat(32))).map(([bits, prefixes]) =>
  prefixes.map((prefix) => {
    const first = Number((BigInt(bits) >> BigInt(32 - prefix)) << BigInt(32 - prefix));
    return cidr(`${[24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join('.')}/${prefix}`);
  }),
);

test('contains is a partial order', () => {
  fc.assert(
    fc.property(fc.oneof(nested, fc.tuple(network, network, network)), ([a, b, c]) => {
      expect(contains(a!, a!)).toBe(true);
      if (contains(a!, b!) && contains(b!, c!)) expect(contains(a!, c!)).toBe(true);
      if (contains(a!, b!) && contains(b!, a!)) expect(a).toEqual(b);
    }),
  );
});

test('two networks are nested or apart', () => {
  fc.assert(
    fc.property(fc.oneof(nested, fc.tuple(network, network)), ([a, b]) => {
      expect(overlaps(a!, b!)).toBe(contains(a!, b!) || contains(b!, a!));
      expect(overlaps(a!, b!)).toBe(overlaps(b!, a!));
    }),
  );
});

test('the text of a network means the network, and its own addresses are in it', () => {
  fc.assert(
    fc.property(network, (some) => {
      expect(cidr(some.text)).toEqual(some);
      const address = parseIpAddress(some.text.split('/')[0]);
      expect(address.ok && containsAddress(some, address.value)).toBe(true);
    }),
  );
});

test('every IPv4 and IPv6 address is an address', () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const parsed = parseIpAddress(text);
      return parsed.ok || /written as IPv[46]|part written/.test(parsed.reason);
    }),
  );
});
