import * as ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** A network as base address and prefix length. */
export type Network = readonly [Address, number];

/** The address in `text`, or nothing. Short and octal forms of IPv4 are none. */
export function parseAddress(text: string): Address | undefined {
  if (!/[\d:]/.test(text) || /[g-zG-Z_-]/.test(text)) return undefined;
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  return ipaddr.IPv6.isValid(bare) && !bare.includes('%') ? ipaddr.IPv6.parse(bare) : undefined;
}

/** The network in `text`, an address being a network of one, or nothing. */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', length, ...rest] = text.split('/');
  const base = address.startsWith('[') ? undefined : parseAddress(address);
  if (base === undefined || rest.length > 0) return undefined;
  const bits = base.kind() === 'ipv4' ? 32 : 128;
  if (length === undefined) return [base, bits];
  return /^\d{1,3}$/.test(length) && Number(length) <= bits ? [base, Number(length)] : undefined;
}

/** Whether the network holds the address; the two families never mix. */
export function contains([base, length]: Network, address: Address): boolean {
  return base.kind() === address.kind() && address.match(base, length);
}

/** Whether some address is in both. */
export function networksMeet(left: Network, right: Network): boolean {
  const [wide, narrow] = left[1] <= right[1] ? [left, right] : [right, left];
  return contains(wide, narrow[0]);
}

function networks(...texts: readonly string[]): readonly Network[] {
  return texts.map((text) => parseNetwork(text)!);
}

/** Loopback, link-local and unspecified addresses: never reachable, whatever a policy says. source: §1.6 */
const ALWAYS_BLOCKED = networks('127.0.0.0/8', '169.254.0.0/16', '0.0.0.0/32', '::1/128', '::/128', 'fe80::/10');

/** Private and special addresses: reachable only where a policy opens them. source: §1.6 */
const INTERNAL = networks(
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '192.0.0.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  'fc00::/7',
);
const INTERNAL_TOO = networks('192.0.2.0/24', '255.255.255.255/32');

export function isAlwaysBlocked(address: Address): boolean {
  const plain = unmapped(address);
  return ALWAYS_BLOCKED.some((network) => contains(network, plain));
}

/** @param testNet1 whether this version counts 192.0.2.0/24 and the broadcast address in */
export function isInternal(address: Address, testNet1: boolean): boolean {
  const plain = unmapped(address);
  const special = testNet1 ? [...INTERNAL, ...INTERNAL_TOO] : INTERNAL;
  return isAlwaysBlocked(address) || special.some((network) => contains(network, plain));
}

/** Whether an `allowed_ips` entry reaches into what is always blocked, which spoils the whole list. */
export function reachesBlocked(network: Network): boolean {
  return ALWAYS_BLOCKED.some((blocked) => networksMeet(network, blocked) || mapsInto(network, blocked));
}

/** An IPv6 network may hold the mapped form of a blocked IPv4 network. */
function mapsInto(network: Network, [base, length]: Network): boolean {
  if (network[0].kind() !== 'ipv6' || base.kind() !== 'ipv4') return false;
  return networksMeet(network, [(base as ipaddr.IPv4).toIPv4MappedAddress(), 96 + length]);
}

function unmapped(address: Address): Address {
  return address.kind() === 'ipv6' && (address as ipaddr.IPv6).isIPv4MappedAddress()
    ? (address as ipaddr.IPv6).toIPv4Address()
    : address;
}

/** Whether the first network lies within the second. */
export function networkInside(inner: Network, outer: Network): boolean {
  return inner[1] >= outer[1] && contains(outer, inner[0]);
}
