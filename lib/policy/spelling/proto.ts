import type { EndpointDocument, Matcher, McpOptions, NetworkPolicy, PolicyDocument, RuleDocument } from '../model';

/** A policy as proto-JSON of `SandboxPolicy`: camelCase, what is empty left out. source: facts/openshell.md §1 */
export type ProtoPolicy = { readonly [key: string]: unknown };

interface ProtoMatcher {
  readonly glob?: string;
  readonly any?: readonly string[];
}

interface ProtoRule extends Omit<RuleDocument, 'tool' | 'query' | 'params'> {
  readonly query?: { readonly [key: string]: ProtoMatcher };
  readonly params?: { readonly [key: string]: ProtoMatcher };
}

interface ProtoEndpoint extends Omit<EndpointDocument, 'rules' | 'denyRules' | 'jsonRpc' | 'mcp'> {
  readonly rules?: readonly { readonly allow?: ProtoRule }[];
  readonly denyRules?: readonly ProtoRule[];
  readonly jsonRpcMaxBodyBytes?: number;
  readonly mcp?: Omit<McpOptions, 'maxBodyBytes'>;
}

/**
 * The message the gateway stores for this policy. It loses what the wire cannot carry: `port` and `ports` become
 * one, a tool becomes the parameter `name`, one body limit serves both JSON-RPC protocols.
 */
export function toProto(policy: PolicyDocument): ProtoPolicy {
  const { version, filesystem, landlock, process, networkPolicies, networkMiddlewares } = policy;
  return {
    version: version ?? 1,
    ...(filesystem && { filesystem: dense(filesystem) }),
    ...(landlock && { landlock: dense(landlock) }),
    ...(process && { process: dense(process) }),
    ...nonEmpty(
      'networkPolicies',
      mapValues(networkPolicies, (rule, key) => networkPolicyToProto(rule, key)),
    ),
    ...nonEmpty(
      'networkMiddlewares',
      mapValues(networkMiddlewares, (middleware, key) =>
        dense({
          ...middleware,
          name: middleware.name || key,
          config: middleware.config ?? {},
          endpoints: middleware.endpoints && dense(middleware.endpoints),
        }),
      ),
    ),
  };
}

/** The policy that a stored message stands for, in the compact form the gateway itself prints. */
export function fromProto(proto: ProtoPolicy): PolicyDocument {
  const { networkPolicies, ...rest } = proto as PolicyDocument;
  return {
    ...rest,
    ...nonEmpty(
      'networkPolicies',
      mapValues(networkPolicies, (rule) => ({
        ...rule,
        ...(rule.endpoints && { endpoints: (rule.endpoints as readonly ProtoEndpoint[]).map(endpointFromProto) }),
        ...(rule.binaries && {
          binaries: (rule.binaries as unknown as readonly { path?: string }[]).map(({ path }) => path ?? ''),
        }),
      })),
    ),
  };
}

function networkPolicyToProto(rule: NetworkPolicy, key: string): ProtoPolicy {
  return dense({
    name: rule.name || key,
    endpoints: (rule.endpoints ?? []).map(endpointToProto),
    binaries: (rule.binaries ?? []).map((path) => ({ path })),
  });
}

function endpointToProto(endpoint: EndpointDocument): ProtoPolicy {
  const { port, ports: given, rules, denyRules, jsonRpc, mcp, credentialBinding, ...rest } = endpoint;
  const ports = effectivePorts(endpoint);
  const limit = mcp === undefined ? jsonRpc?.maxBodyBytes : mcp.maxBodyBytes;
  const options =
    mcp && definedOnly({ strictToolNames: mcp.strictToolNames, allowAllKnownMcpMethods: mcp.allowAllKnownMcpMethods });
  return {
    ...dense({
      ...rest,
      port: ports[0],
      ports,
      rules: (rules ?? []).map((rule) => ({ allow: ruleToProto(rule) })),
      denyRules: (denyRules ?? []).map(ruleToProto),
      graphqlPersistedQueries: mapValues(rest.graphqlPersistedQueries, (operation) => dense(operation)),
      jsonRpcMaxBodyBytes: limit,
    }),
    ...(credentialBinding && { credentialBinding }),
    ...(options && Object.keys(options).length > 0 && { mcp: options }),
  };
}

function endpointFromProto(proto: ProtoEndpoint): EndpointDocument {
  const { port, ports = [], rules, denyRules, jsonRpcMaxBodyBytes: limit, mcp, ...rest } = proto;
  const isMcp = proto.protocol?.toLowerCase() === 'mcp';
  const single = ports[0] ?? port;
  return definedOnly({
    ...rest,
    ...(ports.length > 1 ? { ports } : { port: single }),
    rules: rules?.map(({ allow }) => ruleFromProto(allow ?? {}, isMcp)),
    denyRules: denyRules?.map((rule) => ruleFromProto(rule, isMcp)),
    ...(isMcp
      ? { mcp: mcp || limit ? definedOnly({ maxBodyBytes: limit, ...mcp }) : undefined }
      : { jsonRpc: limit ? { maxBodyBytes: limit } : undefined }),
  });
}

function ruleToProto(rule: RuleDocument): ProtoRule {
  const { tool, params, query, ...rest } = rule;
  const withTool = tool === undefined ? params : { name: tool, ...params };
  return dense({ ...rest, query: mapValues(query, matcherToProto), params: mapValues(withTool, matcherToProto) });
}

function ruleFromProto(rule: ProtoRule, isMcp: boolean): RuleDocument {
  const { params = {}, query, ...rest } = rule;
  const { name, ...others } = params;
  const named = isMcp ? others : params;
  return definedOnly({
    ...rest,
    query: query && mapValues(query, matcherFromProto),
    tool: isMcp && name !== undefined ? matcherFromProto(name) : undefined,
    params: Object.keys(named).length > 0 ? mapValues(named, matcherFromProto) : undefined,
  });
}

function matcherToProto(matcher: Matcher): ProtoMatcher {
  return typeof matcher === 'string' ? dense({ glob: matcher }) : dense({ any: matcher });
}

function matcherFromProto({ glob = '', any = [] }: ProtoMatcher): Matcher {
  return any.length > 0 ? any : glob;
}

/** `ports` where it has any, else `port`; 0 is none. */
export function effectivePorts({ port, ports }: Pick<EndpointDocument, 'port' | 'ports'>): readonly number[] {
  if (ports !== undefined && ports.length > 0) return ports;
  return port === undefined || port === 0 ? [] : [port];
}

/** Without the fields that hold their type's default, which proto-JSON leaves out. */
function dense<T extends object>(fields: T): T & ProtoPolicy {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isDefault(value))) as T & ProtoPolicy;
}

function isDefault(value: unknown): boolean {
  if (value === undefined || value === '' || value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function definedOnly<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

function mapValues<T, U>(
  map: { readonly [key: string]: T } | undefined,
  change: (value: T, key: string) => U,
): { [key: string]: U } {
  return Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, change(value, key)]));
}

function nonEmpty(name: string, map: object): object {
  return Object.keys(map).length === 0 ? {} : { [name]: map };
}
