import { IPv4, IPv6 } from 'ipaddr.js';
import { remembering } from './memo';
import { accept, type Parsed, quote, refuse, refuseType, withSoundSuggestion } from './parsed';

/** One IP address. */
export interface IpAddress {
  /** In canonical form (RFC 5952 for IPv6). */
  readonly text: string;
  readonly family: 4 | 6;
  readonly number: bigint;
}

/** A network: all addresses from `first` to `last`. */
export interface Cidr {
  /** In canonical form (RFC 5952 for IPv6). */
  readonly text: string;
  readonly family: 4 | 6;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;
const LONGEST_IPV6 = 45;
const ALLOWED_ADDRESS = 'four decimal numbers from 0 to 255, or IPv6 groups';
const ALLOWED_CIDR = 'network/prefix, e.g. 10.0.0.0/24 or 2001:db8::/32';

/** A strict IPv4 or IPv6 address: no short forms, no leading zeros, no zone. source: Go net/netip.ParseAddr */
export function parseIpAddress(input: unknown): Parsed<IpAddress> {
  if (typeof input !== 'string') return refuseType(input, 'an IP address', { allowed: ALLOWED_ADDRESS });
  return input.includes(':') ? parseIpv6(input) : parseIpv4(input);
}

/** A CIDR whose address is the first of its network. source: Go net/netip.ParsePrefix, and NetworkPolicy's ipBlock */
export function parseCidr(input: unknown): Parsed<Cidr> {
  if (typeof input !== 'string') return refuseType(input, 'a CIDR', { allowed: ALLOWED_CIDR });
  return readSoundly(input);
}

const readSoundly = remembering((input) => withSoundSuggestion(readCidr(input), readCidr));

function readCidr(input: string): Parsed<Cidr> {
  const slash = input.indexOf('/');
  if (slash < 0) {
    const alone = parseIpAddress(input);
    if (!alone.ok) return alone;
    const suggestion = `${alone.value.text}/${BITS[alone.value.family]}`;
    return refuse(`${quote(input)} has no prefix length; did you mean ${suggestion}?`, {
      allowed: ALLOWED_CIDR,
      suggestion,
    });
  }
  const written = input.slice(slash + 1);
  const parsed = parseIpAddress(input.slice(0, slash));
  if (!parsed.ok) {
    return refuse(`${quote(input)} is not a CIDR: ${parsed.reason}`, {
      allowed: parsed.allowed,
      suggestion: parsed.suggestion && `${parsed.suggestion}/${written}`,
    });
  }
  const { value: address } = parsed;
  const bits = BITS[address.family];
  if (!/^(0|[1-9]\d{0,2})$/.test(written) || Number(written) > bits) {
    return refuse(`${quote(input)} has the prefix length ${quote(written)}`, {
      allowed: `a whole number from 0 to ${bits}`,
      suggestion: suggestPrefix(address, written),
    });
  }
  const cidr = networkOf(address, Number(written));
  if (cidr.first === address.number) return accept(cidr);
  return refuse(`${quote(input)} has bits set beyond its prefix; the network is ${cidr.text}`, {
    allowed: 'the first address of the network',
    suggestion: cidr.text,
  });
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** Whether some address is in both. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** Whether the address is one of `cidr`. */
export function containsAddress(cidr: Cidr, address: IpAddress): boolean {
  return contains(cidr, networkOf(address, BITS[address.family]));
}

/** The networks of the host itself. source: RFC 1122 §3.2.1.3, RFC 4291 §2.5.3 */
export const LOOPBACK: readonly Cidr[] = networks('127.0.0.0/8', '::1/128');

/** The networks of one link, where cloud metadata services are. source: RFC 3927, RFC 4291 §2.5.6 */
export const LINK_LOCAL: readonly Cidr[] = networks('169.254.0.0/16', 'fe80::/10');

/** The networks of private use. source: RFC 1918, RFC 4193 */
export const PRIVATE: readonly Cidr[] = networks('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7');

/** Whether the whole of `cidr` is loopback; for a part of it ask `overlaps` of `LOOPBACK`. */
export function isLoopback(cidr: Cidr): boolean {
  return LOOPBACK.some((network) => contains(network, cidr));
}

/** Whether the whole of `cidr` is link-local; for a part of it ask `overlaps` of `LINK_LOCAL`. */
export function isLinkLocal(cidr: Cidr): boolean {
  return LINK_LOCAL.some((network) => contains(network, cidr));
}

/** Whether the whole of `cidr` is of private use; for a part of it ask `overlaps` of `PRIVATE`. */
export function isPrivate(cidr: Cidr): boolean {
  return PRIVATE.some((network) => contains(network, cidr));
}

function networks(...texts: readonly string[]): readonly Cidr[] {
  return texts.map((text) => {
    const parsed = parseCidr(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    return parsed.value;
  });
}

function parseIpv4(input: string): Parsed<IpAddress> {
  const parts = input.split('.');
  const fail = (flaw: string) => refuse(`${quote(input)} ${flaw}`, { allowed: ALLOWED_ADDRESS });
  if (!/^[\d.]+$/.test(input)) return fail('is not an IP address');
  if (parts.length !== 4 || parts.includes('')) return fail('is not four numbers with dots between them');
  const zeros = parts.find((part) => /^0\d/.test(part));
  if (zeros !== undefined) return fail(`has the leading zero ${quote(zeros)}, which some programs read as octal`);
  const large = parts.find((part) => part.length > 3 || Number(part) > 255);
  if (large !== undefined) return fail(`has the number ${large}, which is more than 255`);
  return accept({ text: input, family: 4, number: toNumber(IPv4.parse(input)) });
}

function parseIpv6(input: string): Parsed<IpAddress> {
  const fail = (flaw: string, suggestion?: string) =>
    refuse(`${quote(input)} ${flaw}`, { allowed: ALLOWED_ADDRESS, suggestion });
  if (input.includes('%')) return fail('has a zone, which only means something on one machine');
  if (input.length > LONGEST_IPV6 || /[^0-9a-f:.]/i.test(input) || !IPv6.isValid(input))
    return fail('is not an IPv6 address');
  const address = IPv6.parse(input);
  if (address.isIPv4MappedAddress()) {
    const mapped = address.toIPv4Address().toString();
    return fail(`is the IPv4 address ${mapped} written as IPv6`, mapped);
  }
  if (input.includes('.')) return fail('has a part written as IPv4', address.toRFC5952String());
  return accept({ text: address.toRFC5952String(), family: 6, number: toNumber(address) });
}

function toNumber(address: IPv4 | IPv6): bigint {
  return address.toByteArray().reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function networkOf(address: IpAddress, prefix: number): Cidr {
  const { family } = address;
  const free = BigInt(BITS[family] - prefix);
  const first = (address.number >> free) << free;
  const last = first | ((1n << free) - 1n);
  return { text: `${format(first, family)}/${prefix}`, family, prefix, first, last };
}

function format(number: bigint, family: 4 | 6): string {
  const bytes = Array.from({ length: BITS[family] / 8 }, (_, index) =>
    Number((number >> BigInt(BITS[family] - 8 * (index + 1))) & 255n),
  );
  return family === 4 ? new IPv4(bytes).toString() : new IPv6(bytes).toRFC5952String();
}

/** The CIDR meant by a netmask (`/255.255.0.0`) or by a prefix length with leading zeros (`/08`). */
function suggestPrefix(address: IpAddress, written: string): string | undefined {
  if (/^0+\d{1,3}$/.test(written) && Number(written) <= BITS[address.family]) {
    return networkOf(address, Number(written)).text;
  }
  if (address.family === 6 || !parseIpv4(written).ok) return undefined;
  const prefix = IPv4.parse(written).prefixLengthFromSubnetMask();
  return prefix === null ? undefined : networkOf(address, prefix).text;
}
