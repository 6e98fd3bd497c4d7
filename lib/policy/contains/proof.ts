import type { OpenShellRelease } from '../../releases/openshell';
import { networkInside, parseNetwork, reachesBlocked } from '../decide/addresses';
import { globIncludes } from '../glob';
import type { RuntimeEndpoint, RuntimeNetworkPolicy, RuntimePolicy } from '../load';
import { hostsOverlap } from '../load/overlap';
import { DEFAULT_BODY_LIMIT } from '../load/runtime';
import { deniesNothingOf, ruleCovers } from './rules';

/** An endpoint together with the policy it stands in. */
interface Placed {
  readonly endpoint: RuntimeEndpoint;
  readonly policy: RuntimeNetworkPolicy;
  readonly name: string;
}

/**
 * Why it cannot be shown that the ceiling allows everything the policy allows, or nothing when it is shown.
 *
 * The proof goes endpoint by endpoint and asks for more than is needed: endpoints of the ceiling that can meet the
 * same host and port count whatever their binaries are, rules are covered one by one. So it may fail where the
 * ceiling does contain the policy, and never succeeds where it does not.
 */
export function whyNotProven(
  ceiling: RuntimePolicy,
  policy: RuntimePolicy,
  release: OpenShellRelease,
): string | undefined {
  const upper = placesOf(ceiling);
  const lower = placesOf(policy);
  for (const placed of lower) {
    const { endpoint, policy: own } = placed;
    if (endpoint.ports.length === 0 || own.binaries.length === 0) continue;
    if (endpoint.host === '') return `${placed.name} has no host`;
    const group = upper.filter((other) => meet(other.endpoint, endpoint));
    const siblings = lower.filter((other) => meet(other.endpoint, endpoint));
    const reason = whyNotCovered(placed, group, siblings, release);
    if (reason !== undefined) return `${placed.name}: ${reason}`;
  }
  return undefined;
}

function placesOf({ networkPolicies }: RuntimePolicy): readonly Placed[] {
  return networkPolicies.flatMap((policy) =>
    policy.endpoints.map((endpoint, index) => ({ endpoint, policy, name: `${policy.key}.endpoints[${index}]` })),
  );
}

function meet(left: RuntimeEndpoint, right: RuntimeEndpoint): boolean {
  const isPortShared = left.ports.some((port) => right.ports.includes(port));
  return isPortShared && (isIntricate(left.host) || isIntricate(right.host) || hostsOverlap(left.host, right.host));
}

/** Upstream's overlap check takes only `*` as special, but the engine also reads braces and classes in patterns. */
function isIntricate(host: string): boolean {
  return host.includes('*') && /[?[\]{}\\]/.test(host);
}

function whyNotCovered(
  placed: Placed,
  group: readonly Placed[],
  siblings: readonly Placed[],
  release: OpenShellRelease,
): string | undefined {
  const { endpoint, policy } = placed;
  const isExact = !endpoint.host.includes('*');
  const covers: Placed[][] = [];
  for (const port of endpoint.ports) {
    for (const binary of policy.binaries) {
      const covering = group.filter((other) => admits(other, endpoint.host, port, binary));
      if (covering.length === 0) return `nothing in the ceiling opens port ${port} of ${endpoint.host} to ${binary}`;
      const hasExact = covering.some((other) => other.endpoint.host.toLowerCase() === endpoint.host.toLowerCase());
      if (isExact && release.quirks.exactHostReachesPrivate && !hasExact) {
        return 'its exact host may be a private address, which a pattern of the ceiling does not allow';
      }
      covers.push(covering);
    }
  }
  const addresses = whyAddressesDiffer(endpoint, group, siblings);
  if (addresses !== undefined) return addresses;
  const routes = group.filter(isRoute);
  if (!isRoute(placed)) return whyRawNotCovered(endpoint, group, routes);
  if (routes.length === 0) {
    const keepsSlash = siblings.some((other) => other.endpoint.allowEncodedSlash);
    return keepsSlash ? 'encoded slashes pass it, and do not pass an endpoint without protocol' : undefined;
  }
  return whyRequestsNotCovered(placed, routes, siblings.filter(isRoute), covers);
}

function admits({ endpoint, policy }: Placed, host: string, port: number, binary: string): boolean {
  return (
    endpoint.ports.includes(port) &&
    hostIncludes(endpoint.host.toLowerCase(), host.toLowerCase()) &&
    policy.binaries.some((wide) => wide === binary || (wide.includes('*') && globIncludes(wide, escaped(binary), '/')))
  );
}

function hostIncludes(wide: string, narrow: string): boolean {
  return wide === narrow || (wide.includes('*') && globIncludes(wide, escaped(narrow), '.'));
}

/** A text without `*` is no pattern, whatever else is in it. */
function escaped(text: string): string {
  return text.includes('*') ? text : text.replace(/[?[\]{}\\]/g, '\\$&');
}

function isRoute({ endpoint }: Placed): boolean {
  return endpoint.protocol !== '';
}

function shapes({ endpoint }: Placed): boolean {
  return endpoint.protocol !== '' || endpoint.tls !== '' || endpoint.allowedIps.length > 0;
}

/** Which addresses are open depends on the first endpoint that shapes the connection, so all of them must agree. */
function whyAddressesDiffer(
  endpoint: RuntimeEndpoint,
  group: readonly Placed[],
  siblings: readonly Placed[],
): string | undefined {
  const lists = (places: readonly Placed[]) => places.filter(shapes).map((other) => other.endpoint.allowedIps);
  const opened = distinctBy([endpoint.allowedIps, ...lists(siblings)], (list) => list.join());
  const allowed = distinctBy([...lists(group), ...(group.every(shapes) ? [] : [[]])], (list) => list.join());
  for (const narrow of opened) {
    for (const wide of allowed) {
      if (narrow.length === 0 && wide.length === 0) continue;
      if (narrow.length === 0 || wide.length === 0) return '`allowed_ips` is given on one side only';
      const networks = wide.map(parseNetwork);
      const inside = narrow.every((entry) => {
        const network = parseNetwork(entry);
        return network !== undefined && networks.some((other) => other !== undefined && networkInside(network, other));
      });
      const isSound = networks.every((network) => network !== undefined && !reachesBlocked(network));
      if (!inside || !isSound) return '`allowed_ips` holds more than that of the ceiling';
    }
  }
  return undefined;
}

/** A connection nobody looks into passes only where the ceiling does not look either. */
function whyRawNotCovered(
  endpoint: RuntimeEndpoint,
  group: readonly Placed[],
  routes: readonly Placed[],
): string | undefined {
  if (routes.length > 0) return 'nothing looks into it, and the ceiling inspects the same host and port';
  const skips = group.filter(({ endpoint: other }) => other.tls === 'skip');
  if (endpoint.tls === 'skip' && skips.length !== group.length) return 'it skips TLS, and the ceiling does not';
  return undefined;
}

const EVERY_PATH: readonly string[] = ['', '**', '/**'];

function whyRequestsNotCovered(
  { endpoint }: Placed,
  routes: readonly Placed[],
  siblings: readonly Placed[],
  covers: readonly (readonly Placed[])[],
): string | undefined {
  const { protocol } = endpoint;
  if (protocol === 'sql') return '`sql` is relayed raw';
  if ([...routes, ...siblings].some((other) => other.endpoint.protocol !== protocol)) {
    return 'endpoints of different protocols meet';
  }
  if (routes.some((other) => !EVERY_PATH.includes(other.endpoint.path)))
    return 'the ceiling has endpoints for parts of the paths';
  const reading = ({ endpoint: other }: Placed) => JSON.stringify(readingOf(other));
  const readings = distinctBy(siblings, reading);
  for (const other of distinctBy(routes, reading)) {
    const options = whyReadsLess(other.endpoint, readings);
    if (options !== undefined) return options;
  }
  if (siblings.some((other) => other.endpoint.enforcement !== 'enforce')) {
    const audits = routes.every((other) => other.endpoint.enforcement !== 'enforce');
    return audits ? undefined : 'it only audits, and the ceiling enforces';
  }
  const everyRouteDecides = protocol === 'graphql' || protocol === 'websocket';
  if (protocol === 'mcp' && endpoint.mcpAllowAllKnownMethods === true)
    return 'the method profile of MCP is not compared';
  for (const rule of endpoint.rules) {
    for (const covering of covers) {
      const asked = covering.filter(isRoute);
      const allows = ({ endpoint: other }: Placed) => other.rules.some((wide) => ruleCovers(wide, rule, protocol));
      const isAllowed = everyRouteDecides ? asked.length > 0 && routes.every(allows) : asked.some(allows);
      if (!isAllowed) return `no rule of the ceiling covers ${describe(rule)}`;
    }
    if (!routes.every((other) => deniesNothingOf(rule, other.endpoint, endpoint.denyRules, protocol))) {
      return `a deny rule of the ceiling may touch ${describe(rule)}`;
    }
  }
  return undefined;
}

/** How much of a request is read and how strictly: endpoints on one host mostly agree on it. */
function readingOf(endpoint: RuntimeEndpoint): unknown {
  const { allowEncodedSlash, graphqlMaxBodyBytes, jsonRpcMaxBodyBytes, mcpStrictToolNames } = endpoint;
  return [allowEncodedSlash, graphqlMaxBodyBytes, jsonRpcMaxBodyBytes, mcpStrictToolNames, registryOf(endpoint)];
}

/** One item of each kind, so that endpoints on one host are not compared each with each for each of them. */
function distinctBy<T>(items: readonly T[], kindOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [kindOf(item), item])).values()];
}

/** A ceiling that reads less of a request refuses some that the policy lets pass. */
function whyReadsLess(wide: RuntimeEndpoint, siblings: readonly Placed[]): string | undefined {
  const limit = (bytes: number) => (bytes === 0 ? DEFAULT_BODY_LIMIT : bytes);
  for (const { endpoint } of siblings) {
    if (endpoint.allowEncodedSlash && !wide.allowEncodedSlash) return 'the ceiling refuses encoded slashes';
    if (limit(endpoint.graphqlMaxBodyBytes) > limit(wide.graphqlMaxBodyBytes))
      return 'the ceiling reads smaller bodies';
    if (limit(endpoint.jsonRpcMaxBodyBytes) > limit(wide.jsonRpcMaxBodyBytes))
      return 'the ceiling reads smaller bodies';
    if (endpoint.mcpStrictToolNames === false && wide.mcpStrictToolNames !== false)
      return 'the ceiling is strict about tool names';
    const isSame = JSON.stringify(registryOf(endpoint)) === JSON.stringify(registryOf(wide));
    if (!isSame) return 'persisted queries differ';
  }
  return undefined;
}

function registryOf({ persistedQueries, graphqlPersistedQueries }: RuntimeEndpoint): unknown {
  return [persistedQueries === 'deny' ? '' : persistedQueries, graphqlPersistedQueries];
}

function describe({ method, path, operationType, params }: RuntimeEndpoint['rules'][number]): string {
  return [operationType || method, path, [params.name ?? []].flat().join(' or ')]
    .filter((part) => part !== '')
    .join(' ');
}
