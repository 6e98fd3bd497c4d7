import type { ResolvedClusterFacts } from '../../platform/cluster';
import type { OpenShellRelease } from '../../releases/openshell';
import { overlaps } from '../../syntax/cidr';
import type { PolicyDocument } from '../model';
import { type FqdnSelector, fqdnSelectors } from './cilium-names';
import { type Destination, judge, nothing, shut } from './judge';
import type { Fidelity, Rendering } from './layer';
import { blockOpening, destination, refusesOwnAddresses, serviceOpening, whyShut } from './network-part';
import { blockOfLiteral, firstAddress, holds, INTERNAL, known, NEVER, openedBlocks } from './networks';
import { PRIVATE_ADDRESS, PUBLIC_ADDRESS, sampleHost } from './samples';
import { type Placed, type Subject, subjectOf } from './subject';
import { inClusterHost, type Surroundings } from './surroundings';

export interface CiliumSurroundings extends Surroundings {
  /**
   * Whether this Cilium reads `**.` at the start of a matchPattern as one or more labels. Older ones read it as one
   * label; patterns for up to four labels stand in for it then.
   *
   * @default false
   */
  readonly recursivePatterns?: boolean;
  /**
   * Which names may be looked up. `listed` also stops data from leaving in the names themselves, but needs resolvers
   * that ask for full names only: search domains make others, which are refused. source: facts F-NET-01, F-NET-02
   *
   * @default any
   */
  readonly lookups?: 'any' | 'listed';
}

/** The parts of a CiliumNetworkPolicy's spec that are about egress. */
export interface CiliumEgressSpec {
  readonly egress: readonly CiliumRule[];
  /** Beats what is allowed, also by other policies. */
  readonly egressDeny?: readonly CiliumRule[];
}

export interface CiliumRule {
  readonly toEndpoints?: readonly { readonly matchLabels: { readonly [label: string]: string } }[];
  readonly toFQDNs?: readonly FqdnSelector[];
  readonly toCIDRSet?: readonly { readonly cidr: string; readonly except?: readonly string[] }[];
  readonly toPorts?: readonly CiliumPorts[];
}

interface CiliumPorts {
  readonly ports: readonly { readonly port: string; readonly protocol: 'TCP' | 'ANY' }[];
  readonly rules?: { readonly dns: readonly FqdnSelector[] };
}

interface CiliumPart {
  readonly rule?: CiliumRule;
  readonly fidelity: Fidelity;
}

/**
 * A CiliumNetworkPolicy: names by `toFQDNs`, with the DNS rule that teaches Cilium their addresses in the same object;
 * no processes, no requests. Internal addresses are denied, so that a name cannot be pointed at them.
 */
export function ciliumNetworkPolicy(
  policy: PolicyDocument,
  openshell: OpenShellRelease,
  surroundings: CiliumSurroundings,
): Rendering<CiliumEgressSpec> {
  const subject = subjectOf(policy, openshell);
  const deny = deniedBlocks(subject, surroundings);
  const parts = subject.endpoints.map((it) => partOf(subject, it, surroundings, deny));
  const rules = [
    ...infrastructureRules(surroundings),
    ...parts.flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
  ];
  return {
    layer: 'cilium-network-policy',
    output: {
      egress: [dnsRule(surroundings, rules), ...merged(rules)],
      ...(deny.length > 0 && { egressDeny: [{ toCIDRSet: deny }] }),
    },
    fidelity: parts.map(({ fidelity }) => fidelity),
  };
}

interface DeniedBlock {
  readonly cidr: string;
  readonly except?: readonly string[];
}

/**
 * Link-local addresses always, and the internal ones where this OpenShell blocks them for every name; without the
 * blocks that the policy or the machinery opens. Pods and nodes are no addresses to Cilium and are not concerned.
 */
function deniedBlocks({ openshell, endpoints }: Subject, { infrastructure = [] }: CiliumSurroundings): DeniedBlock[] {
  const opened = [
    ...endpoints.flatMap(({ endpoint }) => openedBlocks(endpoint.allowedIps) ?? []),
    ...endpoints.flatMap(({ endpoint }) => blockOfLiteral(endpoint.host) ?? []),
    ...infrastructure.flatMap(({ to }) => ('cidr' in to ? [to.cidr] : [])),
  ];
  const blocks = openshell.quirks.exactHostReachesPrivate ? LINK_LOCAL : [...LINK_LOCAL, ...INTERNAL];
  return blocks.flatMap((cidr) => {
    const meeting = opened.map(known).filter((block) => overlaps(block, known(cidr)));
    if (meeting.some(({ prefix }) => prefix <= known(cidr).prefix)) return [];
    return [{ cidr, ...(meeting.length > 0 && { except: [...new Set(meeting.map(({ text }) => text))] }) }];
  });
}

const LINK_LOCAL = NEVER.filter((cidr) => !cidr.startsWith('127.'));

function partOf(
  subject: Subject,
  placed: Placed,
  surroundings: CiliumSurroundings,
  deny: readonly DeniedBlock[],
): CiliumPart {
  const { endpoint, ports } = placed;
  const { host } = endpoint;
  const shut = whyShut(subject, placed, surroundings);
  if (shut !== undefined) return { fidelity: nothing(placed, shut) };
  const service = inClusterHost(host, surroundings);
  const blocks = openedBlocks(endpoint.allowedIps) ?? [];
  if (service !== undefined) {
    const { backend, namespace } = service;
    return {
      rule: {
        toEndpoints: [podsOf(namespace, backend?.podLabels)],
        toPorts: tcp(backend ? [backend.targetPort] : ports),
      },
      fidelity: judge(subject, placed, serviceOpening(placed, service, blocks, surroundings)),
    };
  }
  const literal = blockOfLiteral(host);
  if (literal !== undefined || host === '') {
    const opened = literal === undefined ? blocks : [literal];
    return {
      rule: { toCIDRSet: opened.map((cidr) => ({ cidr })), toPorts: tcp(ports) },
      fidelity: judge(subject, placed, {
        ...blockOpening(placed, opened),
        refuses: refusesOwnAddresses(opened, surroundings),
      }),
    };
  }
  return namePart(subject, placed, surroundings, deny);
}

/** A public name, or one in a private network: Cilium cannot demand a name and an address at once. */
function namePart(
  subject: Subject,
  placed: Placed,
  surroundings: CiliumSurroundings,
  deny: readonly DeniedBlock[],
): CiliumPart {
  const { endpoint, ports } = placed;
  const names = fqdnSelectors(endpoint.host, surroundings.recursivePatterns ?? false);
  if (names === undefined) {
    return { fidelity: shut(placed, `opens nothing: Cilium has no pattern for ${endpoint.host}`) };
  }
  const host = sampleHost(endpoint.host);
  const at = (addresses: readonly string[]): Destination[] =>
    addresses.flatMap((address) => ports.map((port) => destination(host, port, [address])));
  const blocks = openedBlocks(endpoint.allowedIps) ?? [];
  const meant = blocks.length > 0 ? blocks.map(firstAddress) : [PUBLIC_ADDRESS];
  const elsewhere = addressesOf(subject).filter(
    (address) => !meant.includes(address) && !isDenied(deny, address) && !holds(blocks, address),
  );
  return {
    rule: { toFQDNs: names.selectors, toPorts: tcp(ports) },
    fidelity: judge(subject, placed, {
      own: at(meant),
      beside: [{ words: 'the name wherever it resolves to', destinations: at(elsewhere) }],
      refuses: names.refuses ?? refusesOwnAddresses(blocks, surroundings),
    }),
  };
}

/** Samples of the addresses that a name could be pointed at. */
function addressesOf({ endpoints }: Subject): string[] {
  const opened = endpoints.flatMap(({ endpoint }) => openedBlocks(endpoint.allowedIps) ?? []);
  const literals = endpoints.flatMap(({ endpoint }) => blockOfLiteral(endpoint.host) ?? []);
  return [PRIVATE_ADDRESS, PUBLIC_ADDRESS, ...[...opened, ...literals].map(firstAddress)];
}

function isDenied(deny: readonly DeniedBlock[], address: string): boolean {
  return deny.some(({ cidr, except = [] }) => holds([cidr], address) && !holds(except, address));
}

/** Cilium's CRD takes no more ports than this in one item. */
const MOST_PORTS = 40;

function tcp(ports: readonly number[]): CiliumPorts[] {
  const all = [...new Set(ports)]
    .sort((a, b) => a - b)
    .map((port) => ({ port: String(port), protocol: 'TCP' as const }));
  return Array.from({ length: Math.ceil(all.length / MOST_PORTS) }, (_, index) => ({
    ports: all.slice(index * MOST_PORTS, (index + 1) * MOST_PORTS),
  }));
}

function podsOf(namespace: string, podLabels: { readonly [label: string]: string } = {}) {
  const labels = Object.entries(podLabels).map(([label, value]) => [`k8s:${label}`, value]);
  return { matchLabels: { 'k8s:io.kubernetes.pod.namespace': namespace, ...Object.fromEntries(labels) } };
}

function infrastructureRules({ infrastructure = [] }: CiliumSurroundings): CiliumRule[] {
  return infrastructure.map(({ to, port }) => {
    if ('cidr' in to) return { toCIDRSet: [{ cidr: to.cidr }], toPorts: tcp([port]) };
    if ('host' in to) return { toFQDNs: [{ matchName: to.host.toLowerCase() }], toPorts: tcp([port]) };
    return { toEndpoints: [podsOf(to.namespace, to.podLabels)], toPorts: tcp([port]) };
  });
}

/** Lookups at the cluster's DNS through Cilium's proxy: what it does not see it cannot open. (F-NET-01, F-NET-02) */
function dnsRule({ cluster, lookups = 'any' }: CiliumSurroundings, rules: readonly CiliumRule[]): CiliumRule {
  const listed = rules.flatMap(({ toFQDNs = [] }) => toFQDNs);
  const inCluster: FqdnSelector = { matchPattern: `*.*.svc.${cluster.clusterDomain}` };
  return {
    toEndpoints: dnsPods(cluster).map((app) => podsOf('kube-system', { 'k8s-app': app })),
    toPorts: [
      {
        ports: [{ port: '53', protocol: 'ANY' }],
        rules: { dns: lookups === 'any' ? [{ matchPattern: '*' }] : distinct([...listed, inCluster]) },
      },
    ],
  };
}

function dnsPods({ dns }: Pick<ResolvedClusterFacts, 'dns'>): string[] {
  return dns === 'node-local' ? ['kube-dns', 'node-local-dns'] : ['kube-dns'];
}

/** Rules with the same ports become one where they are of one sort. */
function merged(rules: readonly CiliumRule[]): CiliumRule[] {
  const groups = new Map<string, CiliumRule>();
  for (const rule of rules) {
    const { toPorts, toEndpoints, toFQDNs, toCIDRSet } = rule;
    const key = JSON.stringify([toPorts, Object.keys(rule).sort()]);
    const group = groups.get(key);
    groups.set(key, {
      ...(toEndpoints && { toEndpoints: distinct([...(group?.toEndpoints ?? []), ...toEndpoints]) }),
      ...(toFQDNs && { toFQDNs: distinct([...(group?.toFQDNs ?? []), ...toFQDNs]) }),
      ...(toCIDRSet && { toCIDRSet: distinct([...(group?.toCIDRSet ?? []), ...toCIDRSet]) }),
      ...(toPorts && { toPorts }),
    });
  }
  return [...groups.values()];
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
