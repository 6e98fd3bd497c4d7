import type { PolicyRequest } from '../decide';
import { hostsOverlap } from '../load/overlap';
import type { Fidelity } from './layer';
import { admitsEveryone, STRANGER, sampleBinary, sampleHost } from './samples';
import { mayMean, type Placed, type Subject } from './subject';

/** Somewhere that a layer lets connections to. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/** What a layer opens for one endpoint, whoever connects and whatever is said on the connection. */
export interface Opening {
  /** The endpoint's own destinations, one sample of each sort. At least one. */
  readonly own: readonly Destination[];
  /** Destinations beside them, with the words for it; which of them escape the policy is asked of the engine. */
  readonly beside: readonly { readonly words: string; readonly destinations: readonly Destination[] }[];
  /** What of the policy the layer refuses, in words that follow "it refuses". */
  readonly refuses?: string;
}

/**
 * The verdict over what a layer opens without looking at processes and requests. `wider` is said with a request that
 * the engine of this OpenShell denies; anything better only where the policy's structure proves it.
 */
export function judge(subject: Subject, placed: Placed, { own, beside, refuses }: Opening): Fidelity {
  const inside = withNeighbours(subject, placed, own);
  const escapes = [
    ...beside.map(({ words, destinations }) => ({ words, request: findDenied(subject, destinations, CONTENTS) })),
    { words: 'any process of the pod', request: findDenied(subject, inside, [{ tls: true }], [STRANGER]) },
    { words: 'any request on the connection', request: findDenied(subject, inside, CONTENTS) },
  ].filter(({ request }) => request !== undefined);
  const { place: endpoint } = placed;
  const also = refuses === undefined ? '' : `; it refuses ${refuses}`;
  const shuts = refuses === undefined ? {} : { refuses };
  const [first] = escapes;
  if (first !== undefined) {
    const words = escapes.map((it) => it.words).join(', ');
    const consequence = `also lets through ${words}${also}`;
    return { endpoint, verdict: 'wider', consequence, ...shuts, escapes: first.request };
  }
  if (!isBlind(subject, placed)) {
    return { endpoint, verdict: 'wider', consequence: `may let through more than the policy does${also}`, ...shuts };
  }
  return refuses === undefined
    ? { endpoint, verdict: 'exact', consequence: 'lets through what the policy allows and nothing else' }
    : { endpoint, verdict: 'narrower', consequence: `refuses ${refuses}`, ...shuts };
}

/** The layer has no say over the endpoint, or opens nothing for it as the policy itself does not. */
export function nothing({ place: endpoint }: Placed, consequence: string): Fidelity {
  return { endpoint, verdict: 'none', consequence };
}

/** The layer cannot open what the policy opens. */
export function shut(placed: Placed, consequence: string): Fidelity {
  return { ...nothing(placed, consequence), refuses: 'every request' };
}

type Content = Pick<PolicyRequest, 'tls' | 'method' | 'path'>;

/** What may be said on a connection: odd requests, and clear text that is no HTTP. */
const CONTENTS: readonly Content[] = [
  { tls: true, method: 'DELETE', path: '/kagent-fleet-probe' },
  { tls: true, method: 'GET', path: '/kagent-fleet-probe' },
  { tls: false },
];

/** A request that the proxy refuses to read. It counts only where requests are inspected at all. */
const UNREADABLE: Content = { tls: true, method: 'GET', path: '/../kagent-fleet-probe' };

/** The first request in these words that the policy denies, said by these executables or those the policy names. */
function findDenied(
  { decider, endpoints }: Subject,
  destinations: readonly Destination[],
  contents: readonly Content[],
  executables?: readonly string[],
): PolicyRequest | undefined {
  for (const destination of destinations) {
    const near = endpoints.filter((it) => it.place.ports.includes(destination.port) && mayMean(it, destination.host));
    const isInspected = near.some(({ endpoint }) => endpoint.protocol !== '');
    for (const binary of executables ?? namedBinaries(near.length > 0 ? near : endpoints)) {
      for (const content of isInspected && executables === undefined ? [...contents, UNREADABLE] : contents) {
        const request = { binary, ...destination, ...content };
        if (decider.decide(request).effect === 'deny') return request;
      }
    }
  }
  return undefined;
}

/** Samples of whom the endpoints admit. */
function namedBinaries(endpoints: readonly Placed[]): readonly string[] {
  const patterns = endpoints.flatMap(({ binaries }) => binaries);
  const samples = [...new Set(patterns)].map(sampleBinary).filter((sample) => sample !== undefined);
  return samples.length > 0 ? samples : [STRANGER];
}

/** The endpoint's own destinations, also by the names that neighbours single out of its pattern. */
function withNeighbours({ endpoints }: Subject, placed: Placed, own: readonly Destination[]): readonly Destination[] {
  if (!placed.endpoint.host.includes('*')) return own;
  const names = neighboursOf(endpoints, placed).map(({ endpoint }) => sampleHost(endpoint.host));
  const within = [...new Set(names)].filter((name) => name !== '' && hostsOverlap(placed.endpoint.host, name));
  return [...own, ...within.flatMap((host) => own.map((it) => ({ ...it, host })))];
}

/** Endpoints that can be meant by the same request; none for one without host, which any other name reaches as well. */
function neighboursOf(endpoints: readonly Placed[], placed: Placed): readonly Placed[] {
  const { host } = placed.endpoint;
  if (host === '') return [placed];
  return endpoints.filter(
    (it) => mayMean(it, host) && it.place.ports.some((port) => placed.place.ports.includes(port)),
  );
}

/**
 * Whether the policy itself looks neither at processes nor at requests of this endpoint: then a layer that opens the
 * same destinations is equal to it, and one that opens fewer lets through nothing beyond it.
 */
function isBlind({ endpoints, decider }: Subject, placed: Placed): boolean {
  if (decider.status !== 'ok') return false;
  const near = neighboursOf(endpoints, placed);
  const addresses = normalised(placed);
  const looksAway = near.every(({ endpoint }) => {
    const shapesConnections = endpoint.protocol !== '' || endpoint.tls !== '' || endpoint.allowedIps.length > 0;
    return !shapesConnections || (endpoint.protocol === '' && addresses === normalised({ endpoint }));
  });
  const opensToAll = (port: number) =>
    near.some((it) => it.ports.includes(port) && admitsEveryone(it.binaries) && covers(it, placed));
  return looksAway && placed.ports.every(opensToAll);
}

/** Whether every request to `inner` is one to `outer` too, as far as the names say. */
function covers(outer: Placed, inner: Placed): boolean {
  const [wide, narrow] = [outer.endpoint.host.toLowerCase(), inner.endpoint.host.toLowerCase()];
  return wide === narrow || (wide !== '' && narrow !== '' && !narrow.includes('*') && hostsOverlap(wide, narrow));
}

function normalised({ endpoint }: Pick<Placed, 'endpoint'>): string {
  return [...endpoint.allowedIps].sort().join();
}
