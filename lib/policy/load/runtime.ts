import type { EndpointDocument, GraphqlOperationDocument, Matcher, PolicyDocument, RuleDocument } from '../model';
import { effectivePorts } from '../spelling/proto';

/**
 * A policy as the supervisor's engine holds it: what came over the wire, with the spellings of older files made one
 * and presets written out as rules. An empty text is the same as none.
 */
export interface RuntimePolicy {
  /** In the order of their keys, which is the order the engine goes through them. */
  readonly networkPolicies: readonly RuntimeNetworkPolicy[];
}

export interface RuntimeNetworkPolicy {
  readonly key: string;
  readonly binaries: readonly string[];
  readonly endpoints: readonly RuntimeEndpoint[];
}

export interface RuntimeEndpoint {
  readonly host: string;
  readonly ports: readonly number[];
  readonly path: string;
  /** As written: the engine compares some places with exact lower case and others without case. */
  readonly protocol: string;
  readonly tls: string;
  readonly enforcement: string;
  readonly access: string;
  readonly rules: readonly RuntimeRule[];
  readonly denyRules: readonly RuntimeRule[];
  readonly allowedIps: readonly string[];
  readonly allowEncodedSlash: boolean;
  readonly websocketCredentialRewrite: boolean;
  readonly requestBodyCredentialRewrite: boolean;
  readonly hasSigningOrBinding: boolean;
  readonly persistedQueries: string;
  readonly graphqlPersistedQueries: { readonly [key: string]: GraphqlOperationDocument };
  readonly graphqlMaxBodyBytes: number;
  readonly jsonRpcMaxBodyBytes: number;
  readonly mcpStrictToolNames: boolean | undefined;
  readonly mcpAllowAllKnownMethods: boolean | undefined;
}

export interface RuntimeRule {
  readonly method: string;
  readonly path: string;
  readonly command: string;
  readonly query: { readonly [key: string]: Matcher };
  readonly operationType: string;
  readonly operationName: string;
  readonly fields: readonly string[];
  readonly params: { readonly [key: string]: Matcher };
}

/** The default of both body limits. source: facts/openshell.md §1.3 */
export const DEFAULT_BODY_LIMIT = 65_536;

/** What arrives at the supervisor, before it validates. */
export function asRuntime(policy: PolicyDocument): RuntimePolicy {
  const keys = Object.keys(policy.networkPolicies ?? {}).sort(byCodePoint);
  return {
    networkPolicies: keys.map((key) => {
      const { binaries = [], endpoints = [] } = policy.networkPolicies![key]!;
      return { key, binaries, endpoints: endpoints.map(runtimeEndpoint) };
    }),
  };
}

/** What the engine evaluates: presets expanded and tool rules completed, which happens after validation. */
export function activate(policy: RuntimePolicy): RuntimePolicy {
  return {
    networkPolicies: policy.networkPolicies.map((rule) => ({
      ...rule,
      endpoints: rule.endpoints.map(activateEndpoint),
    })),
  };
}

function runtimeEndpoint(endpoint: EndpointDocument): RuntimeEndpoint {
  const { mcp, jsonRpc } = endpoint;
  return {
    host: endpoint.host ?? '',
    ports: effectivePorts(endpoint),
    path: endpoint.path ?? '',
    protocol: endpoint.protocol ?? '',
    tls: endpoint.tls ?? '',
    enforcement: endpoint.enforcement ?? '',
    access: endpoint.access ?? '',
    rules: (endpoint.rules ?? []).map(runtimeRule),
    denyRules: (endpoint.denyRules ?? []).map(runtimeRule),
    allowedIps: endpoint.allowedIps ?? [],
    allowEncodedSlash: endpoint.allowEncodedSlash ?? false,
    websocketCredentialRewrite: endpoint.websocketCredentialRewrite ?? false,
    requestBodyCredentialRewrite: endpoint.requestBodyCredentialRewrite ?? false,
    hasSigningOrBinding:
      [endpoint.credentialSigning, endpoint.signingService, endpoint.signingRegion].some(Boolean) ||
      endpoint.credentialBinding !== undefined,
    persistedQueries: endpoint.persistedQueries ?? '',
    graphqlPersistedQueries: endpoint.graphqlPersistedQueries ?? {},
    graphqlMaxBodyBytes: endpoint.graphqlMaxBodyBytes ?? 0,
    jsonRpcMaxBodyBytes: (mcp === undefined ? jsonRpc?.maxBodyBytes : mcp.maxBodyBytes) ?? 0,
    mcpStrictToolNames: mcp?.strictToolNames,
    mcpAllowAllKnownMethods: mcp?.allowAllKnownMcpMethods,
  };
}

function runtimeRule(rule: RuleDocument): RuntimeRule {
  const { tool, params = {} } = rule;
  return {
    method: rule.method ?? '',
    path: rule.path ?? '',
    command: rule.command ?? '',
    query: rule.query ?? {},
    operationType: rule.operationType ?? '',
    operationName: rule.operationName ?? '',
    fields: rule.fields ?? [],
    // A tool is the parameter `name`; one that is written out as a parameter wins.
    params: tool === undefined ? params : { name: tool, ...params },
  };
}

function activateEndpoint(endpoint: RuntimeEndpoint): RuntimeEndpoint {
  const isMcp = endpoint.protocol === 'mcp';
  const completed = isMcp ? withToolMethods(endpoint) : endpoint;
  if (completed.rules.length > 0) return completed;
  if (isMcp && completed.access === '' && completed.mcpAllowAllKnownMethods === true) {
    return { ...completed, rules: [{ ...NO_RULE, method: '*' }] };
  }
  return { ...completed, rules: presetRules(completed.protocol, completed.access) };
}

/** With the method profile on, a rule without a method is about `tools/call`, or about any method without a tool. */
function withToolMethods(endpoint: RuntimeEndpoint): RuntimeEndpoint {
  if (endpoint.mcpAllowAllKnownMethods !== true) return endpoint;
  const complete = (rule: RuntimeRule): RuntimeRule =>
    rule.method === '' ? { ...rule, method: rule.params.name === undefined ? '*' : 'tools/call' } : rule;
  return { ...endpoint, rules: endpoint.rules.map(complete), denyRules: endpoint.denyRules.map(complete) };
}

/** A rule that is about nothing. */
export const NO_RULE: RuntimeRule = {
  method: '',
  path: '',
  command: '',
  query: {},
  operationType: '',
  operationName: '',
  fields: [],
  params: {},
};

const REST_PRESETS: { readonly [access: string]: readonly string[] } = {
  'read-only': ['GET', 'HEAD', 'OPTIONS'],
  'read-write': ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH'],
  full: ['*'],
};
const WEBSOCKET_PRESETS: { readonly [access: string]: readonly string[] } = {
  'read-only': ['GET'],
  'read-write': ['GET', 'WEBSOCKET_TEXT'],
  full: ['*'],
};
const GRAPHQL_PRESETS: { readonly [access: string]: readonly string[] } = {
  'read-only': ['query'],
  'read-write': ['query', 'mutation'],
  full: ['*'],
};

/** Also without a protocol (F-POL-01), and only exact lower case finds the presets of its protocol. source: §1.3 */
function presetRules(protocol: string, access: string): readonly RuntimeRule[] {
  if (protocol === 'graphql') {
    return (own(GRAPHQL_PRESETS, access) ?? []).map((operationType) => ({ ...NO_RULE, operationType }));
  }
  const presets = protocol === 'websocket' ? WEBSOCKET_PRESETS : REST_PRESETS;
  return (own(presets, access) ?? []).map((method) => ({ ...NO_RULE, method, path: '**' }));
}

function own<T>(table: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Upstream keeps its maps in the order of UTF-8 bytes, which is the order of code points. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}
