import type { Glob } from '../glob';
import type { CompiledEndpoint } from './compiled';
import type { CompiledRule } from './compiled-rule';
import type { GraphqlOperation } from './graphql';
import type { JsonRpcCall } from './mcp';

/** One request as the policy engine sees it. */
export interface EngineRequest {
  readonly method: string;
  readonly path: string;
  readonly query: { readonly [key: string]: readonly string[] };
  readonly graphql?: { readonly operations: readonly GraphqlOperation[] };
  readonly jsonRpc?: {
    readonly call: JsonRpcCall | undefined;
    readonly hasResponse: boolean;
    readonly receiveStream: boolean;
  };
}

/** Whether the engine lets it pass, and the endpoint that said so; nothing denies what no rule allows. */
export interface Verdict {
  readonly allowed: boolean;
  readonly by?: CompiledEndpoint;
}

/** A pattern that the engine cannot evaluate; it gives no answer then, and the proxy closes the connection. */
export class EvaluationError extends Error {}

/**
 * Any endpoint may allow and any may deny: rules of endpoints on one host and port combine, whichever of them the
 * proxy chose. source: facts/openshell-0.0.46.md §1.5 step 7
 */
export function evaluate(endpoints: readonly CompiledEndpoint[], request: EngineRequest): Verdict {
  const verb = request.method.toUpperCase();
  let denying: CompiledEndpoint | undefined;
  let allowing: CompiledEndpoint | undefined;
  for (const endpoint of endpoints) {
    if (endpoint.path !== undefined && !test(endpoint.path, request.path)) continue;
    // A broken pattern anywhere within reach spoils the answer, whatever else would match first.
    if (endpoint.isBroken) throw new EvaluationError(`a pattern of ${endpoint.answers.name} is malformed`);
    if (denying === undefined && denies(endpoint, request, verb)) denying = endpoint;
    if (allowing === undefined && allows(endpoint, request, verb)) allowing = endpoint;
  }
  if (denying !== undefined) return { allowed: false, by: denying };
  return allowing === undefined ? NOT_ALLOWED : { allowed: true, by: allowing };
}

const NOT_ALLOWED: Verdict = { allowed: false };

function test(glob: Glob, value: string): boolean {
  if (glob.error !== undefined) throw new EvaluationError(`the pattern ${JSON.stringify(glob.pattern)}: ${glob.error}`);
  return glob.matches(value);
}

/** The engine compares the protocol as written, in lower case only. */
function isJsonRpcFamily({ source }: CompiledEndpoint): boolean {
  return source.protocol === 'json-rpc' || source.protocol === 'mcp';
}

function allows(endpoint: CompiledEndpoint, request: EngineRequest, verb: string): boolean {
  if (isJsonRpcFamily(endpoint)) {
    if (allowsJsonRpc(endpoint, request)) return true;
  } else if (endpoint.rules.some((rule) => isAbout(rule, request.path, verb) && allowsQuery(rule, request))) {
    return true;
  }
  return allowsGraphql(endpoint, request);
}

function denies(endpoint: CompiledEndpoint, request: EngineRequest, verb: string): boolean {
  if (isJsonRpcFamily(endpoint)) {
    if (deniesJsonRpc(endpoint, request)) return true;
  } else if (endpoint.denyRules.some((rule) => isAbout(rule, request.path, verb) && deniesQuery(rule, request))) {
    return true;
  }
  return deniesGraphql(endpoint, request);
}

/** HEAD passes for GET, for deny rules too. source: §1.4 */
function isAbout({ method, path }: CompiledRule, asked: string, verb: string): boolean {
  const isMethod = method === '*' || verb === method || (verb === 'HEAD' && method === 'GET');
  return isMethod && (path === 'any' || path.matches(asked));
}

/** To allow, each configured key must be there and all of its values must match. */
function allowsQuery({ query }: CompiledRule, request: EngineRequest): boolean {
  return query.every(([key, patterns]) => {
    const values = valuesOf(request, key);
    return values.length > 0 && values.every((value) => matchesAny(patterns, value));
  });
}

/** To deny, each configured key must be there with at least one value that matches. */
function deniesQuery({ query }: CompiledRule, request: EngineRequest): boolean {
  return query.every(([key, patterns]) => {
    const values = Object.hasOwn(request.query, key) ? request.query[key]! : undefined;
    return values !== undefined && (values.length === 0 || values.some((value) => matchesAny(patterns, value)));
  });
}

function valuesOf({ query }: EngineRequest, key: string): readonly string[] {
  return Object.hasOwn(query, key) ? query[key]! : [];
}

function matchesAny(patterns: readonly Glob[], value: string): boolean {
  return patterns.some((pattern) => pattern.matches(value));
}

function allowsJsonRpc(endpoint: CompiledEndpoint, request: EngineRequest): boolean {
  const { jsonRpc } = request;
  if (jsonRpc === undefined) return false;
  const isMcp = endpoint.source.protocol === 'mcp';
  // MCP clients receive server events by a GET without a body.
  if (isMcp && request.method === 'GET') return jsonRpc.receiveStream && jsonRpc.call === undefined;
  if (request.method !== 'POST') return false;
  if (jsonRpc.hasResponse) return isMcp;
  const { call } = jsonRpc;
  if (call === undefined) return false;
  if (endpoint.rules.some((rule) => isAboutCall(rule, call, isMcp))) return true;
  return (
    isMcp && endpoint.source.mcpAllowAllKnownMethods === true && call.method !== '' && !narrowsTools(endpoint, call)
  );
}

/** Rules for single tools take `tools/call` out of what the method profile allows. */
function narrowsTools({ rules }: CompiledEndpoint, { method }: JsonRpcCall): boolean {
  return method === 'tools/call' && rules.some(({ source }) => source.params.name !== undefined);
}

function deniesJsonRpc(endpoint: CompiledEndpoint, request: EngineRequest): boolean {
  const { jsonRpc } = request;
  if (jsonRpc === undefined || request.method !== 'POST') return false;
  const isMcp = endpoint.source.protocol === 'mcp';
  if (!isMcp && jsonRpc.hasResponse) return true;
  const { call } = jsonRpc;
  return call !== undefined && endpoint.denyRules.some((rule) => isAboutCall(rule, call, isMcp));
}

/** JSON-RPC methods are exact or a lone `*`; MCP methods and tools are patterns with `.` as separator. */
function isAboutCall({ source, methodGlob, params }: CompiledRule, call: JsonRpcCall, isMcp: boolean): boolean {
  if (source.method === '' || call.method === '') return false;
  if (!isMcp) return source.method === '*' || source.method === call.method;
  if (methodGlob?.matches(call.method) !== true) return false;
  return params.every(
    ([key, patterns]) => key === 'name' && call.tool !== undefined && matchesAny(patterns, call.tool),
  );
}

/** Every operation of the request must be allowed, and every persisted one without a document registered. */
function allowsGraphql(endpoint: CompiledEndpoint, { graphql }: EngineRequest): boolean {
  if (graphql === undefined || graphql.operations.length === 0) return false;
  return graphql.operations.every((operation) => {
    if (needsRegistry(operation) && !isRegistered(endpoint, operation)) return false;
    return endpoint.rules.some((rule) => isAboutOperation(rule, operation, endpoint, 'every-field'));
  });
}

/** A GraphQL endpoint denies what it does not allow, so that a broader REST rule beside it opens nothing. */
function deniesGraphql(endpoint: CompiledEndpoint, request: EngineRequest): boolean {
  if (request.graphql === undefined) return false;
  const { operations } = request.graphql;
  if (operations.some((it) => endpoint.denyRules.some((rule) => isAboutOperation(rule, it, endpoint, 'any-field'))))
    return true;
  const { protocol } = endpoint.source;
  return (protocol === 'graphql' || protocol === 'websocket') && !allowsGraphql(endpoint, request);
}

function needsRegistry({ persisted, operationType }: GraphqlOperation): boolean {
  return persisted && operationType === '';
}

function isRegistered({ source }: CompiledEndpoint, operation: GraphqlOperation): boolean {
  return (
    source.persistedQueries === 'allow_registered' &&
    registryKey(operation, source.graphqlPersistedQueries) !== undefined
  );
}

function registryKey({ hash, id }: GraphqlOperation, registry: object): string | undefined {
  const key = hash === '' ? id : hash;
  return key !== '' && Object.hasOwn(registry, key) ? key : undefined;
}

type Operation = Pick<GraphqlOperation, 'operationType' | 'operationName' | 'fields'>;

/** What a persisted query stands for, or nothing when it is not registered. */
function effectiveOperation(operation: GraphqlOperation, { source }: CompiledEndpoint): Operation | undefined {
  if (!needsRegistry(operation)) return operation;
  const key = registryKey(operation, source.graphqlPersistedQueries);
  if (key === undefined) return undefined;
  const { operationType = '', operationName = '', fields = [] } = source.graphqlPersistedQueries[key]!;
  return { operationType, operationName, fields };
}

function isAboutOperation(
  rule: CompiledRule,
  operation: GraphqlOperation,
  endpoint: CompiledEndpoint,
  fieldsMatch: 'every-field' | 'any-field',
): boolean {
  if (rule.operationType === '') return false;
  const effective = effectiveOperation(operation, endpoint);
  if (effective === undefined) return false;
  if (rule.operationType !== '*' && rule.operationType !== effective.operationType.toLowerCase()) return false;
  if (rule.operationName !== undefined && !rule.operationName.matches(effective.operationName)) return false;
  if (rule.fields.length === 0) return true;
  const { fields } = effective;
  if (fieldsMatch === 'any-field') return fields.some((field) => matchesAny(rule.fields, field));
  return fields.length > 0 && fields.every((field) => matchesAny(rule.fields, field));
}
