import type { NetworkPolicyEgressRule } from '../../api';
import { contains, overlaps } from '../../syntax/cidr';
import { podPeer, tcp } from './egress-spec';
import { type Destination, judge, nothing, type Opening } from './judge';
import type { Fidelity } from './layer';
import { blockOfLiteral, firstAddress, isSingle, known, lastAddress, openedBlocks } from './networks';
import { FOREIGN_HOST, sampleHost } from './samples';
import type { Placed, Subject } from './subject';
import { type InClusterHost, inClusterHost, type Surroundings } from './surroundings';

/** What a NetworkPolicy opens for one endpoint, if anything. */
export interface NetworkPart {
  readonly rule?: NetworkPolicyEgressRule;
  readonly fidelity: Fidelity;
}

/** How a public host name is opened by a layer that knows no names. */
export type PublicNames = (subject: Subject, placed: Placed) => NetworkPart;

/** The part of one endpoint: the addresses or the Service that it names, or whatever stands for a public name. */
export function networkPart(
  subject: Subject,
  placed: Placed,
  surroundings: Surroundings,
  publicNames: PublicNames,
): NetworkPart {
  const { host, allowedIps } = placed.endpoint;
  const shut = whyShut(subject, placed, surroundings);
  if (shut !== undefined) return { fidelity: nothing(placed, shut) };
  const service = inClusterHost(host, surroundings);
  const blocks = openedBlocks(allowedIps) ?? [];
  if (service !== undefined) return servicePart(subject, placed, service, blocks, surroundings);
  const literal = blockOfLiteral(host);
  const opened = literal === undefined ? blocks : [literal];
  if (opened.length === 0) return publicNames(subject, placed);
  return blockPart(subject, placed, opened, refusesOwnAddresses(opened, surroundings));
}

/** Why the policy itself never lets anything through for this endpoint, wherever it ends, if so. */
export function whyShut(
  { openshell }: Subject,
  { endpoint, ports }: Placed,
  surroundings: Surroundings,
): string | undefined {
  const { host, allowedIps } = endpoint;
  if (ports.length === 0) return 'opens nothing, as the policy itself: no port that OpenShell ever lets through';
  if (host === '' && allowedIps.length === 0) return 'opens nothing, as the policy itself: neither host nor addresses';
  if (openedBlocks(allowedIps) === undefined) return 'opens nothing, as the policy itself: `allowed_ips` is malformed';
  const isPrivateName = allowedIps.length === 0 && inClusterHost(host, surroundings) !== undefined;
  if (isPrivateName && (host.includes('*') || !openshell.quirks.exactHostReachesPrivate)) {
    return 'opens nothing, as the policy itself: a Service is a private address, and `allowed_ips` does not name it';
  }
  return undefined;
}

/** Addresses that the policy names. A host name beside them is lost, and so whoever else is at these addresses passes. */
export function blockPart(subject: Subject, placed: Placed, blocks: readonly string[], refuses?: string): NetworkPart {
  return {
    rule: { to: blocks.map((cidr) => ({ ipBlock: { cidr } })), ports: tcp(placed.ports) },
    fidelity: judge(subject, placed, { ...blockOpening(placed, blocks), ...(refuses !== undefined && { refuses }) }),
  };
}

/** Behind the translation of a Service there is a pod, which is no address to most network plugins. */
export function refusesOwnAddresses(blocks: readonly string[], { cluster }: Surroundings): string | undefined {
  const own = [cluster.podCidr, cluster.serviceCidr].map(known);
  return blocks.some((block) => own.some((cidr) => overlaps(cidr, known(block))))
    ? 'pods and Services of the cluster at these addresses, where the plugin knows pods by label only'
    : undefined;
}

/** What is opened by opening blocks of addresses. */
export function blockOpening({ endpoint, ports }: Placed, blocks: readonly string[]): Opening {
  const { host } = endpoint;
  const at = (name: string) =>
    blocks.map(firstAddress).flatMap((address) => ports.map((port) => destination(name, port, [address])));
  // One address is where a name ends; in a network other names have theirs.
  const others = blocks.filter((block) => !isSingle(block));
  return {
    own: at(host === '' ? FOREIGN_HOST : sampleHost(host)),
    beside:
      host === '' || others.length === 0
        ? []
        : [{ words: `any other host in ${others.join(', ')}`, destinations: at(FOREIGN_HOST) }],
  };
}

function servicePart(
  subject: Subject,
  placed: Placed,
  service: InClusterHost,
  blocks: readonly string[],
  surroundings: Surroundings,
): NetworkPart {
  const { backend, namespace } = service;
  // Some plugins look before the Service's translation; a single address costs nothing there, a whole network would.
  const before = blocks.filter(isSingle);
  const ports = backend === undefined ? placed.ports : [backend.targetPort, ...(before.length > 0 ? placed.ports : [])];
  return {
    rule: {
      to: [podPeer(namespace, backend?.podLabels), ...before.map((cidr) => ({ ipBlock: { cidr } }))],
      ports: tcp(ports),
    },
    fidelity: judge(subject, placed, serviceOpening(placed, service, blocks, surroundings)),
  };
}

/** What is opened by opening the pods behind a Service: whatever leads to them, by any address and port of it. */
export function serviceOpening(
  { endpoint, ports }: Placed,
  { backend, namespace }: InClusterHost,
  blocks: readonly string[],
  { cluster }: Surroundings,
): Opening {
  const { host } = endpoint;
  const services = known(cluster.serviceCidr);
  const isPinned = blocks.length > 0 && !blocks.some((block) => contains(known(block), services));
  const inNetwork = lastAddress(services);
  const at = (name: string, address: string) => ports.map((port) => destination(name, port, [address]));
  const own = at(sampleHost(host), blocks.length > 0 ? firstAddress(blocks[0]!) : inNetwork);
  const elsewhere = isPinned
    ? [{ words: 'the Service whatever its address', destinations: at(sampleHost(host), inNetwork) }]
    : [];
  if (backend !== undefined) return { own, beside: elsewhere };
  const neighbour = host.replace(/^[^.]*/, 'kagent-fleet-probe');
  const address = own[0]!.addresses[0]!;
  return {
    own,
    beside: [
      {
        words: `every pod of namespace ${namespace} on port ${ports.join(', ')}`,
        destinations: at(neighbour, address),
      },
      ...elsewhere,
    ],
    refuses: 'the Service where its pods listen on another port than itself (name them in `backends`)',
  };
}

export function destination(host: string, port: number, addresses: readonly string[]): Destination {
  return { host, port, addresses };
}
