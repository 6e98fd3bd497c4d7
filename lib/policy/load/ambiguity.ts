import type { Path } from '../../plan/path';
import type { EndpointDocument, PolicyDocument, RuleDocument } from '../model';
import { compilePathScope } from '../path-scope';
import { effectivePorts } from '../spelling/proto';
import { hostsOverlap, pathsOverlap } from './overlap';
import { DEFAULT_BODY_LIMIT } from './runtime';

/** Two endpoints that can be meant by one request and disagree on how it is to be handled. */
export interface Ambiguity {
  readonly left: EndpointPlace;
  readonly right: EndpointPlace;
  readonly ports: readonly number[];
  readonly conflicts: readonly Conflict[];
}

export interface EndpointPlace {
  readonly policy: string;
  readonly index: number;
  readonly path: Path;
  readonly host: string;
}

/** A field, in upstream's name, on which the two do not agree. */
export interface Conflict {
  readonly field: string;
  readonly left: string;
  readonly right: string;
}

/**
 * Upstream's pairwise check over a whole policy. Releases that lack it let the order of endpoints decide instead,
 * which is no better. Binaries are not looked at, and differing rules never conflict: they combine.
 * source: facts/openshell.md §1.8
 */
export function findAmbiguities(policy: PolicyDocument): Ambiguity[] {
  const found: Ambiguity[] = [];
  for (const group of candidateGroups(placesOf(policy))) {
    for (const [position, left] of group.entries()) {
      for (const right of group.slice(position + 1)) {
        const ambiguity = compare(left, right);
        if (ambiguity !== undefined) found.push(ambiguity);
      }
    }
  }
  return found;
}

/** Both endpoints, where they meet, and what they disagree on. */
export function describeAmbiguity({ left, right, ports, conflicts }: Ambiguity): string {
  const name = ({ policy, index, host }: EndpointPlace) => `${policy}.endpoints[${index}] (${host || 'any host'})`;
  const differences = conflicts.map((it) => `${it.field} ${JSON.stringify(it.left)} and ${JSON.stringify(it.right)}`);
  return `${name(left)} and ${name(right)} meet on port ${ports.join(', ')} and disagree on ${differences.join('; ')}`;
}

interface Placed {
  readonly endpoint: EndpointDocument;
  readonly place: EndpointPlace;
}

function placesOf(policy: PolicyDocument): Placed[] {
  return Object.entries(policy.networkPolicies ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, { endpoints = [] }]) =>
      endpoints.map((endpoint, index) => ({
        endpoint,
        place: { policy: key, index, path: ['networkPolicies', key, 'endpoints', index], host: endpoint.host ?? '' },
      })),
    );
}

/**
 * Endpoints with plain hosts can only meet those of the same name, so a large policy is not compared all with all;
 * those with patterns or without a host are compared with everything.
 */
function* candidateGroups(places: readonly Placed[]): Generator<readonly Placed[]> {
  const isPlain = ({ place }: Placed) => place.host !== '' && !place.host.includes('*');
  const broad = places.filter((it) => !isPlain(it));
  const byHost = new Map<string, Placed[]>();
  for (const it of places.filter(isPlain)) {
    const host = it.place.host.toLowerCase();
    const group = byHost.get(host);
    if (group === undefined) byHost.set(host, [it]);
    else group.push(it);
  }
  yield broad;
  yield* byHost.values();
  for (const it of broad) {
    for (const [host, group] of byHost) {
      if (hostsOverlap(it.place.host, host)) for (const other of group) yield [it, other];
    }
  }
}

function compare(left: Placed, right: Placed): Ambiguity | undefined {
  const otherPorts = new Set(effectivePorts(right.endpoint));
  const ports = [...new Set(effectivePorts(left.endpoint))].filter((port) => port > 0 && otherPorts.has(port));
  if (ports.length === 0 || !hostsOverlap(left.place.host, right.place.host)) return undefined;
  const fields = [...CONNECTION_FIELDS, ...(competeForRequests(left.endpoint, right.endpoint) ? REQUEST_FIELDS : [])];
  const conflicts = fields.flatMap(({ field, value, when }) => {
    if (when !== undefined && !(when(left.endpoint) && when(right.endpoint))) return [];
    const [a, b] = [value(left.endpoint), value(right.endpoint)];
    return a === b ? [] : [{ field, left: a, right: b }];
  });
  return conflicts.length === 0 ? undefined : { left: left.place, right: right.place, ports, conflicts };
}

/** Plain L4 endpoints have no part in choosing how a request is handled; nor does the less specific of two scopes. */
function competeForRequests(left: EndpointDocument, right: EndpointDocument): boolean {
  const [a, b] = [left.path ?? '', right.path ?? ''];
  return (
    shapesRequests(left) &&
    shapesRequests(right) &&
    pathsOverlap(a, b) &&
    compilePathScope(a).specificity === compilePathScope(b).specificity
  );
}

function shapesRequests(endpoint: EndpointDocument): boolean {
  const protocol = protocolOf(endpoint);
  return (
    (protocol !== '' && protocol !== 'tcp') ||
    (endpoint.allowedIps ?? []).length > 0 ||
    (endpoint.tls ?? '') !== '' ||
    endpoint.credentialBinding !== undefined
  );
}

interface Compared {
  readonly field: string;
  value(endpoint: EndpointDocument): string;
  /** Compared only when both endpoints are like this. */
  when?(endpoint: EndpointDocument): boolean;
}

const CONNECTION_FIELDS: readonly Compared[] = [
  { field: 'protocol: tcp', value: (it) => String(protocolOf(it) === 'tcp') },
  { field: 'tls', value: (it) => (it.tls?.toLowerCase() === 'skip' ? 'skip' : 'auto') },
  { field: 'allowed_ips', value: (it) => normalisedSet(it.allowedIps ?? []) },
];

const REQUEST_FIELDS: readonly Compared[] = [
  { field: 'protocol', value: (it) => (protocolOf(it) === 'tcp' ? '' : protocolOf(it)) },
  { field: 'enforcement', value: (it) => (it.enforcement?.toLowerCase() === 'enforce' ? 'enforce' : 'audit') },
  { field: 'allow_encoded_slash', value: (it) => String(it.allowEncodedSlash ?? false) },
  { field: 'websocket_credential_rewrite', value: (it) => String(it.websocketCredentialRewrite ?? false) },
  { field: 'request_body_credential_rewrite', value: (it) => String(it.requestBodyCredentialRewrite ?? false) },
  { field: 'websocket GraphQL rules', value: (it) => String(isWebsocketGraphql(it)), when: speaks('websocket') },
  { field: 'credential_signing', value: (it) => it.credentialSigning ?? '' },
  { field: 'signing_service', value: (it) => it.signingService ?? '' },
  { field: 'signing_region', value: (it) => it.signingRegion ?? '' },
  { field: 'credential_binding.provider', value: (it) => it.credentialBinding?.provider ?? '' },
  { field: 'graphql_max_body_bytes', value: (it) => limit(it.graphqlMaxBodyBytes), when: speaks('graphql') },
  { field: 'json_rpc.max_body_bytes', value: (it) => limit(it.jsonRpc?.maxBodyBytes), when: speaks('json-rpc') },
  { field: 'mcp.max_body_bytes', value: (it) => limit(it.mcp?.maxBodyBytes), when: speaks('mcp') },
  { field: 'mcp.strict_tool_names', value: (it) => String(it.mcp?.strictToolNames ?? true), when: speaks('mcp') },
];

function protocolOf({ protocol = '' }: EndpointDocument): string {
  return protocol.toLowerCase();
}

function speaks(protocol: string): (endpoint: EndpointDocument) => boolean {
  return (endpoint) => protocolOf(endpoint) === protocol;
}

function limit(bytes: number | undefined): string {
  return String(bytes || DEFAULT_BODY_LIMIT);
}

function normalisedSet(values: readonly string[]): string {
  return [...new Set(values.map((value) => value.trim().toLowerCase()))].sort().join(', ');
}

function isWebsocketGraphql({
  graphqlPersistedQueries,
  persistedQueries = '',
  rules,
  denyRules,
}: EndpointDocument): boolean {
  const isGraphql = (rule: RuleDocument) =>
    [rule.operationType, rule.operationName].some(Boolean) || (rule.fields ?? []).length > 0;
  return (
    Object.keys(graphqlPersistedQueries ?? {}).length > 0 ||
    (persistedQueries !== '' && persistedQueries !== 'deny') ||
    [...(rules ?? []), ...(denyRules ?? [])].some(isGraphql)
  );
}
