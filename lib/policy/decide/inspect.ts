import type { OpenShellRelease } from '../../releases/openshell';
import { DEFAULT_BODY_LIMIT } from '../load/runtime';
import type { CompiledEndpoint } from './compiled';
import type { EndpointGroup } from './endpoint-group';
import { type EngineRequest, EvaluationError, evaluate, type Verdict } from './evaluate';
import { classifyBody, classifyQuery, type GraphqlRequest } from './graphql';
import { classifyMessage } from './graphql-websocket';
import { classifyJsonRpc, type JsonRpcRequest } from './json-rpc';
import type { JsonRpcCall } from './mcp';
import { type Decision, type HttpRequest, isReceiveStream } from './request';
import { canonicalTarget, hasEncodedSlash } from './target';

/**
 * An HTTP request on its way through the endpoints that inspect its host and port.
 *
 * source: facts/openshell-0.0.46.md §1.5 steps 6 to 8
 */
export function inspect(
  group: EndpointGroup,
  http: HttpRequest,
  via: 'connect' | 'forward',
  release: OpenShellRelease,
): Decision {
  const { routes } = group;
  const isSingle = via === 'connect' && routes.length === 1;
  const target = canonicalTarget(
    http.target,
    routes.some(({ source }) => source.allowEncodedSlash),
  );
  if (typeof target === 'string') return refuse(undefined, target);
  const query = mergeQueries(http.query, target.query);
  const route = isSingle ? routes[0] : mostSpecific(routes, target.path);
  if (route === undefined) {
    return { effect: 'deny', outcome: 'deny_no_endpoint', reason: 'the path is in the scope of no endpoint' };
  }
  if (release.quirks.encodedSlashPerEndpoint && hasEncodedSlash(target.path) && !route.source.allowEncodedSlash) {
    return refuse(route, 'the path holds an encoded slash, which the chosen endpoint does not allow');
  }
  if (route.protocol === 'sql' && isSingle) {
    return { ...at(route), effect: 'allow', outcome: 'allow_raw', reason: 'sql is relayed without being looked at' };
  }
  const isUpgrade = http.isUpgrade && http.method === 'GET';
  if (route.protocol === 'websocket' && !isUpgrade && via === 'connect') {
    return refuse(route, 'a websocket endpoint takes only valid upgrades');
  }
  const request = { method: http.method, path: target.path, query };
  const bodies = readBody(route, http, query);
  if ('error' in bodies) return refuse(route, bodies.error);
  const first = decideOn({ group, via }, route, bodies.requests(request));
  if (first.effect === 'deny' || http.text === undefined || !isUpgrade) return first;
  return message({ group, via }, route, request, http.text, first);
}

/** The endpoints that have a say, and how the proxy is asked. */
interface Passage {
  readonly group: EndpointGroup;
  readonly via: 'connect' | 'forward';
}

function mergeQueries(given: EngineRequest['query'], sent: EngineRequest['query']): EngineRequest['query'] {
  const keys = Object.keys(sent);
  if (keys.length === 0) return given;
  const merged = { ...given };
  for (const key of keys) merged[key] = [...(merged[key] ?? []), ...sent[key]!];
  return merged;
}

/** The proxy's choice: the scope with most characters that are not `*`; of equals, the last. */
function mostSpecific(routes: readonly CompiledEndpoint[], path: string): CompiledEndpoint | undefined {
  let best: CompiledEndpoint | undefined;
  for (const route of routes) {
    if (!route.scope.matches(path)) continue;
    if (best === undefined || route.scope.specificity >= best.scope.specificity) best = route;
  }
  return best;
}

type Bodies = { readonly error: string } | { requests(request: EngineRequest): readonly EngineRequest[] };

/** Reads the body as the chosen endpoint's protocol demands; what cannot be read is refused even in audit mode. */
function readBody(route: CompiledEndpoint, http: HttpRequest, query: EngineRequest['query']): Bodies {
  switch (route.protocol) {
    case 'graphql': {
      if (exceeds(http.graphql, route.source.graphqlMaxBodyBytes)) return { error: 'the body is too large to inspect' };
      const graphql = readGraphql(http, query);
      return 'error' in graphql ? graphql : { requests: (request) => [{ ...request, graphql }] };
    }
    case 'json-rpc':
    case 'mcp': {
      if (exceeds(http.jsonRpc, route.source.jsonRpcMaxBodyBytes)) return { error: 'the body is too large to inspect' };
      const body = readJsonRpc(route, http);
      return 'error' in body ? body : { requests: (request) => jsonRpcRequests(request, body) };
    }
    default:
      return { requests: (request) => [request] };
  }
}

function readGraphql(http: HttpRequest, query: EngineRequest['query']): GraphqlRequest {
  switch (http.method.toUpperCase()) {
    case 'GET':
      return classifyQuery(query);
    case 'POST':
      return classifyBody(http.graphql);
    default:
      return { error: `GraphQL does not go over ${http.method}` };
  }
}

function readJsonRpc({ source, protocol }: CompiledEndpoint, http: HttpRequest): JsonRpcRequest {
  if (isReceiveStream(http.jsonRpc) && http.method.toUpperCase() !== 'GET') return { error: 'the body is no JSON' };
  const isMcp = protocol === 'mcp';
  const strictToolNames = isMcp && (source.mcpStrictToolNames ?? true);
  const body = classifyJsonRpc(http.jsonRpc, { isMcp, strictToolNames });
  if (!('error' in body) && body.hasResponse && !isMcp) return { error: 'a client must not send JSON-RPC responses' };
  return body;
}

/** A batch is asked call by call, its responses once; all must pass. */
function jsonRpcRequests(
  request: EngineRequest,
  { calls, hasResponse, receiveStream }: Exclude<JsonRpcRequest, { readonly error: string }>,
): readonly EngineRequest[] {
  const ask = (call: JsonRpcCall | undefined, responds: boolean): EngineRequest => ({
    ...request,
    jsonRpc: { call, hasResponse: responds, receiveStream },
  });
  const asked = calls.map((call) => ask(call, false));
  return hasResponse || asked.length === 0 ? [ask(undefined, hasResponse), ...asked] : asked;
}

function exceeds(body: unknown, limit: number): boolean {
  if (body === undefined) return false;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Buffer.byteLength(text ?? '') > (limit === 0 ? DEFAULT_BODY_LIMIT : limit);
}

/** A client message after the upgrade. Endpoints other than websocket do not look at it. */
function message(
  passage: Passage,
  route: CompiledEndpoint,
  upgrade: EngineRequest,
  text: string,
  upgraded: Decision,
): Decision {
  if (route.protocol !== 'websocket') {
    return { ...upgraded, reason: `${upgraded.reason}; messages after the upgrade are not looked at` };
  }
  const request: EngineRequest = { ...upgrade, method: 'WEBSOCKET_TEXT' };
  if (!route.readsGraphqlMessages) return decideOn(passage, route, [request]);
  const read = classifyMessage(text);
  if (read === 'control')
    return { ...at(route), effect: 'allow', outcome: 'allow', reason: 'a GraphQL control message' };
  return 'error' in read ? refuse(route, read.error) : decideOn(passage, route, [{ ...request, graphql: read }]);
}

/** All of the requests must pass; the chosen endpoint says whether a breach is refused or only noted. */
function decideOn(
  { group: { endpoints }, via }: Passage,
  route: CompiledEndpoint,
  requests: readonly EngineRequest[],
): Decision {
  let verdict: Verdict = { allowed: false };
  let broken: string | undefined;
  try {
    for (const request of requests) {
      verdict = evaluate(endpoints, request);
      if (!verdict.allowed) break;
    }
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    // A tunnel is closed; a forwarded request is treated as not allowed, which audit mode lets pass.
    if (via === 'connect') return refuse(route, error.message);
    verdict = { allowed: false };
    broken = error.message;
  }
  const { allowed, by = route } = verdict;
  if (allowed) return by.answers.allows;
  const breach = verdict.by === undefined ? route.answers.unmatched : by.answers.denies;
  const noted = broken === undefined ? breach : { ...breach, reason: broken };
  if (route.enforces) return noted;
  return {
    ...noted,
    effect: 'audit',
    outcome: 'audit',
    reason: `${noted.reason}, but ${route.answers.name} only audits`,
  };
}

/** Refused whatever the enforcement of the endpoint is. */
function refuse(route: CompiledEndpoint | undefined, reason: string): Decision {
  return { ...(route && at(route)), effect: 'deny', outcome: 'deny', reason };
}

function at({ policy, index }: CompiledEndpoint): Pick<Decision, 'rule' | 'endpoint'> {
  return { rule: policy.key, endpoint: index };
}
