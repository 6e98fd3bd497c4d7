import type { OpenShellRelease } from '../../releases/openshell';
import { parseHost } from '../../syntax/host';
import type { PolicyRequest } from '../decide';
import { createDecider, type Decider } from '../decide/decider';
import { hostsOverlap } from '../load/overlap';
import type { RuntimeEndpoint } from '../load/runtime';
import type { EndpointDocument, PolicyDocument } from '../model';
import { nothing } from './judge';
import {
  KAGENT_BASELINE_HOSTS,
  KAGENT_BINARIES,
  KAGENT_CHANNEL_HOSTS,
  type KagentChannel,
  type KagentFlavour,
} from './kagent-policy';
import type { Fidelity, Rendering } from './layer';
import { isLiteral } from './networks';
import { admitsEveryone, PRIVATE_ADDRESS, PUBLIC_ADDRESS, STRANGER, sampleBinary, sampleHost } from './samples';
import { mayMean, type Placed, type Subject, subjectOf } from './subject';

export interface KagentSurroundings {
  /** Which of kagent's policies the harness gets. */
  readonly flavour: KagentFlavour;
  /** Channels of the harness: kagent opens their hosts itself. @default - none */
  readonly channels?: readonly KagentChannel[];
}

/** What a harness is given, and what kagent makes of it. */
export interface KagentNetwork {
  /** For `spec.network.allowedDomains`: host names only. */
  readonly allowedDomains: readonly string[];
  /** Hosts that kagent opens without being asked. (F-KAG-17) */
  readonly openedAnyway: readonly string[];
  /** The rule that kagent stores for `allowedDomains`. source: facts/kagent.md §3 */
  readonly stored: PolicyDocument;
}

const PORTS = [443, 80];
const ADDRESSES = [PUBLIC_ADDRESS, PRIVATE_ADDRESS];

/** kagent's `network.allowedDomains`: host names, each opened on 443 and 80 for every request of a fixed set of programs. */
export function kagentAllowedDomains(
  policy: PolicyDocument,
  openshell: OpenShellRelease,
  { flavour, channels = [] }: KagentSurroundings,
): Rendering<KagentNetwork> {
  const subject = subjectOf(policy, openshell);
  const openedAnyway = [...KAGENT_BASELINE_HOSTS[flavour], ...channels.flatMap((it) => KAGENT_CHANNEL_HOSTS[it])];
  const answers = subject.endpoints.map(
    (it) => whyLeftOut(it, openedAnyway) ?? { host: it.endpoint.host.toLowerCase() },
  );
  const allowedDomains = [...new Set(answers.flatMap((it) => ('host' in it ? [it.host] : [])))].sort();
  const stored = storedRule(allowedDomains, flavour);
  return {
    layer: 'kagent-allowed-domains',
    output: { allowedDomains, openedAnyway, stored },
    fidelity: subject.endpoints.map((it, index) => {
      const answer = answers[index]!;
      if ('leftOut' in answer) return nothing(it, answer.leftOut);
      return compare(subject, it, createDecider(storedRule([answer.host], flavour), openshell), flavour);
    }),
  };
}

/** Why a host is not asked of kagent: it could not be opened, or opening it would undo what kagent has for it. (F-POL-10, F-POL-22) */
function whyLeftOut({ endpoint, ports }: Placed, openedAnyway: readonly string[]): { leftOut: string } | undefined {
  const { host, allowedIps } = endpoint;
  const bare = host.replace(/^\*\*?\./, '');
  if (host === '' || isLiteral(host) || !parseHost(bare.toLowerCase()).ok || !bare.includes('.')) {
    return { leftOut: 'is not asked for: kagent takes host names only' };
  }
  if (allowedIps.length > 0)
    return { leftOut: 'is not asked for: kagent sends no `allowed_ips`, so private addresses stay shut' };
  if (!ports.some((port) => PORTS.includes(port))) {
    return { leftOut: `is not asked for: kagent opens ports ${PORTS.join(' and ')} only (F-KAG-16)` };
  }
  const twin = openedAnyway.find((other) => hostsOverlap(host, other));
  return twin === undefined
    ? undefined
    : { leftOut: `is not asked for: kagent opens ${twin} itself, with rules of its own` };
}

function storedRule(hosts: readonly string[], flavour: KagentFlavour): PolicyDocument {
  const endpoints = hosts.map(
    (host): EndpointDocument => ({ host, ports: PORTS, protocol: 'rest', enforcement: 'enforce', access: 'full' }),
  );
  if (endpoints.length === 0) return { version: 1 };
  return { version: 1, networkPolicies: { kagent_allowed_domains: { endpoints, binaries: KAGENT_BINARIES[flavour] } } };
}

/** The two policies side by side, on requests to this endpoint. */
function compare(subject: Subject, placed: Placed, kagent: Decider, flavour: KagentFlavour): Fidelity {
  const { place, binaries } = placed;
  const samples = [...new Set([...binaries, ...KAGENT_BINARIES[flavour]])].map(sampleBinary);
  const actors = [...samples.filter((sample) => sample !== undefined), STRANGER];
  const near = neighboursOf(subject, placed);
  const contents = contentsOf(near);
  const hosts = [...new Set([placed, ...near].map(({ endpoint }) => sampleHost(endpoint.host)))].filter((host) =>
    hostsOverlap(placed.endpoint.host, host),
  );
  const requests = hosts.flatMap((host) =>
    [...new Set([...PORTS, ...place.ports])].flatMap((port) =>
      actors.flatMap((binary) =>
        contents.flatMap((content) =>
          ADDRESSES.map((address) => ({ binary, host, port, addresses: [address], ...content })),
        ),
      ),
    ),
  );
  const passes = (decider: Decider, request: PolicyRequest) => decider.decide(request).effect !== 'deny';
  const escapes = requests.find((it) => passes(kagent, it) && !passes(subject.decider, it));
  const refused = requests.find((it) => !passes(kagent, it) && passes(subject.decider, it));
  const also =
    refused === undefined ? '' : `; it refuses what the policy gives ${refused.binary} on port ${refused.port}`;
  if (escapes !== undefined || !isOpen(subject, placed)) {
    const consequence = `opens ports ${PORTS.join(' and ')} for every request of kagent’s own list of programs, anything below /sandbox included${also}`;
    return { endpoint: place, verdict: 'wider', consequence, ...(escapes && { escapes }) };
  }
  return refused === undefined
    ? { endpoint: place, verdict: 'exact', consequence: 'kagent stores the same rule' }
    : { endpoint: place, verdict: 'narrower', consequence: `opens ports ${PORTS.join(' and ')} only${also}` };
}

type Content = Pick<PolicyRequest, 'tls' | 'method' | 'path'>;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
const PATHS = ['/kagent-fleet-probe', '/kagent-fleet-probe/a.b/c', '/../kagent-fleet-probe'];

/** Odd requests, and those that the policy denies by name. */
function contentsOf(near: readonly Placed[]): readonly Content[] {
  const denied = near
    .flatMap(({ endpoint }) => endpoint.denyRules)
    .map(({ method, path }) => ({
      tls: true,
      method: method === '*' ? 'GET' : method,
      path: path.replaceAll('**', 'a').replaceAll('*', 'a'),
    }));
  return [
    ...METHODS.flatMap((method) => PATHS.map((path) => ({ tls: true, method, path }))),
    ...denied,
    { tls: false },
  ];
}

/** The endpoints that have a say where kagent opens something for this one. */
function neighboursOf({ endpoints }: Subject, { endpoint }: Placed): readonly Placed[] {
  return endpoints.filter((it) => mayMean(it, endpoint.host) && it.place.ports.some((port) => PORTS.includes(port)));
}

/** Whether the policy tells no request of whom it admits from another, so that samples of requests prove something. */
function isOpen(subject: Subject, placed: Placed): boolean {
  const near = neighboursOf(subject, placed);
  const opensToAll = (port: number) =>
    near.some((it) => it.ports.includes(port) && letsEverythingThrough(it.endpoint) && admitsEveryone(it.binaries));
  return (
    subject.decider.status === 'ok' &&
    near.every(({ endpoint }) => denyNothing(endpoint)) &&
    (near.every(({ endpoint }) => letsEverythingThrough(endpoint)) || PORTS.every(opensToAll))
  );
}

/** What endpoints allow adds up; only what they deny, and scopes, take something away. */
function denyNothing({ protocol, denyRules, path, enforcement }: RuntimeEndpoint): boolean {
  return (
    protocol === '' || (protocol === 'rest' && path === '' && (denyRules.length === 0 || enforcement !== 'enforce'))
  );
}

function letsEverythingThrough({ protocol, access, enforcement }: RuntimeEndpoint): boolean {
  return protocol === '' || enforcement !== 'enforce' || access === 'full';
}
