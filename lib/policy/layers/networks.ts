import { fromByteArray } from 'ipaddr.js';
import type { NetworkPolicyPeer } from '../../api';
import type { ResolvedClusterFacts } from '../../platform/cluster';
import { type Cidr, contains, parseCidr, parseIpAddress } from '../../syntax/cidr';
import { parseAddress, parseNetwork, reachesBlocked } from '../decide/addresses';

/** What OpenShell never lets a public name resolve to. source: facts/openshell-0.0.46.md §1.6 */
export const NEVER: readonly string[] = ['127.0.0.0/8', '169.254.0.0/16', 'fe80::/10'];
export const INTERNAL: readonly string[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  'fc00::/7',
];

/** Public addresses: everything but internal ones and the cluster's own, in both families. */
export function publicPeers(
  cluster: Pick<ResolvedClusterFacts, 'podCidr' | 'serviceCidr' | 'apiServerCidrs'>,
): NetworkPolicyPeer[] {
  const holes = [...NEVER, ...INTERNAL].map(known);
  const own = [cluster.podCidr, cluster.serviceCidr, ...cluster.apiServerCidrs].map(known);
  const all = [...holes, ...own.filter((cidr) => !holes.some((hole) => contains(hole, cidr)))];
  return ([4, 6] as const).map((family) => ({
    ipBlock: {
      cidr: family === 4 ? '0.0.0.0/0' : '::/0',
      except: [...new Set(all.filter((cidr) => cidr.family === family).map(({ text }) => text))],
    },
  }));
}

/** The entries of `allowed_ips` as CIDRs, or nothing when one is malformed or always blocked, which spoils them all. */
export function openedBlocks(allowedIps: readonly string[]): readonly string[] | undefined {
  const blocks: string[] = [];
  for (const entry of allowedIps) {
    const network = parseNetwork(entry);
    const block = network && `${network[0].toString()}/${network[1]}`;
    const cidr = block === undefined ? undefined : canonical(block);
    if (network === undefined || cidr === undefined || reachesBlocked(network)) return undefined;
    blocks.push(cidr);
  }
  return [...new Set(blocks)];
}

/** The block of one address, when the host is one. */
export function blockOfLiteral(host: string): string | undefined {
  const address = parseAddress(host);
  return address && canonical(`${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`);
}

/** Whether the host is an address and so resolves to itself. */
export function isLiteral(host: string): boolean {
  return parseAddress(host) !== undefined;
}

/** The first address of a block, as a sample of it. */
export function firstAddress(block: string): string {
  return block.slice(0, block.lastIndexOf('/'));
}

/** An address near the end of the network, as a sample of one that nobody has named. */
export function lastAddress({ last, family }: Cidr): string {
  const size = family === 4 ? 4 : 16;
  const bytes = Array.from({ length: size }, (_, index) =>
    Number(((last - 1n) >> BigInt(8 * (size - 1 - index))) & 255n),
  );
  return fromByteArray(bytes).toString();
}

/** Whether the block is a single address. */
export function isSingle(block: string): boolean {
  const parsed = parseCidr(block);
  return parsed.ok && parsed.value.first === parsed.value.last;
}

/** Whether one of the blocks holds the address. */
export function holds(blocks: readonly string[], address: string): boolean {
  const parsed = parseIpAddress(address);
  const inner = parsed.ok ? parseCidr(`${address}/${parsed.value.family === 4 ? 32 : 128}`) : parsed;
  return inner.ok && blocks.some((block) => contains(known(block), inner.value));
}

/** The block with its address cut to the network, as ipBlocks want it. */
function canonical(block: string): string | undefined {
  const parsed = parseCidr(block);
  if (parsed.ok) return parsed.value.text;
  return parsed.suggestion;
}

/** A CIDR that is known to be well-formed. */
export function known(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new RangeError(parsed.reason);
  return parsed.value;
}
