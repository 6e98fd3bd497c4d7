import fc from 'fast-check';
import type { EngineRequest } from '../../lib/policy/decide/evaluate';
import { asRuntime } from '../../lib/policy/load/runtime';
import { supervisorProblems } from '../../lib/policy/load/supervisor';
import type { EndpointDocument, Matcher, PolicyDocument, RuleDocument } from '../../lib/policy/model';
import type { OpenShellRelease } from '../../lib/releases/openshell';
import { usualPolicy } from '../policy/arbitrary';
import type { Connection } from './inputs';

/** Without the keys that are undefined. */
function defined<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

type Pattern = (...texts: readonly string[]) => fc.Arbitrary<string>;

/** Some patterns are malformed. */
export const MALFORMED: Pattern = (...texts) => fc.constantFrom(...texts, ...texts, ...texts, '/[a', '/a{');
/** Every pattern can be read. */
export const READABLE: Pattern = (...texts) => fc.constantFrom(...texts);

const rules = (rule: fc.Arbitrary<RuleDocument>, minLength: number) => fc.array(rule, { minLength, maxLength: 3 });

const matcher = (pattern: Pattern) =>
  fc.oneof(pattern('a', 'a*', '**', '*', '1.*'), fc.array(pattern('a', 'b', '*'), { minLength: 1, maxLength: 2 }));

const pathRule = (pattern: Pattern): fc.Arbitrary<RuleDocument> =>
  fc
    .record({
      method: fc.constantFrom(undefined, 'GET', 'get', 'HEAD', 'POST', '*', 'WEBSOCKET_TEXT'),
      path: fc.option(pattern('/v1/a', '/v1/*', '/v1/**', '/**', '**', '*', '/*/a', '/v1/{a,b}'), { nil: undefined }),
      query: fc.option(fc.dictionary(fc.constantFrom('q', 'r'), matcher(pattern), { maxKeys: 2 }), { nil: undefined }),
    })
    .map(defined);

const operationRule = (pattern: Pattern): fc.Arbitrary<RuleDocument> =>
  fc
    .record({
      operationType: fc.constantFrom('query', 'Mutation', 'subscription', '*'),
      operationName: fc.option(pattern('viewer', 'view*', '*'), { nil: undefined }),
      fields: fc.option(fc.array(pattern('viewer', 'repo*', '*'), { minLength: 1, maxLength: 2 }), { nil: undefined }),
    })
    .map(defined);

const rpcRule: fc.Arbitrary<RuleDocument> = fc.record({
  method: fc.constantFrom('*', 'status.get', 'tools/call', 'initialize'),
});

const tool = fc.constantFrom<Matcher[]>('search', 'get_*', ['get_*', 'search']);
const toolRule: fc.Arbitrary<RuleDocument> = fc.record({ method: fc.constant('tools/call'), tool });
const methodRule: fc.Arbitrary<RuleDocument> = fc.record({
  method: fc.constantFrom('tools/list', 'tools/l*', 'initialize', 'a.b'),
});
const anyToolRule: fc.Arbitrary<RuleDocument> = fc.record({ method: fc.constantFrom('tools/call', 'tools/*') });

/** Rules for single tools and rules for all of them exclude each other. */
const mcp: fc.Arbitrary<EndpointDocument> = fc
  .oneof(
    fc.record({ rules: rules(fc.oneof(toolRule, methodRule), 1), denyRules: rules(toolRule, 0) }),
    fc.record({ rules: rules(fc.oneof(anyToolRule, methodRule), 1), denyRules: rules(anyToolRule, 0) }),
    fc.record({
      rules: rules(fc.oneof(toolRule, fc.record({ tool }), methodRule), 0),
      denyRules: rules(fc.oneof(fc.record({ tool }), methodRule), 0),
      mcp: fc.constantFrom({ allowAllKnownMcpMethods: true }, { allowAllKnownMcpMethods: true, maxBodyBytes: 0 }),
    }),
    fc.record({ rules: rules(fc.record({}), 1), mcp: fc.constant({ allowAllKnownMcpMethods: true }) }),
  )
  .map((rest) => ({ ...rest, protocol: 'mcp' }));

const destination = (pattern: Pattern) =>
  fc.record({
    host: fc.constantFrom(
      ...['api.example.com', 'api.example.com', 'API.example.com', '*.example.com', '**.example.com', '10.1.2.3'],
      'ap?.example.com',
      undefined,
    ),
    port: fc.constantFrom(443, 443, 443, 80),
    path: fc.option(pattern('/v1/**', '/v1/*', '**'), { nil: undefined, freq: 2 }),
    allowedIps: fc.constantFrom(undefined, undefined, ['10.0.0.0/8']),
    tls: fc.constantFrom(undefined, undefined, undefined, undefined, 'skip', 'terminate'),
    enforcement: fc.constantFrom(undefined, 'enforce', 'audit'),
  });

const registry = { hash1: { operationType: 'query', operationName: 'viewer', fields: ['viewer'] } };

const http = (pattern: Pattern): fc.Arbitrary<EndpointDocument> =>
  fc.oneof(
    fc.record({ rules: rules(pathRule(pattern), 0), access: fc.constantFrom(undefined, undefined, 'full', 'none') }),
    fc.record({
      protocol: fc.constantFrom('rest', 'REST', 'websocket', 'sql'),
      rules: rules(pathRule(pattern), 1),
      denyRules: rules(pathRule(pattern), 0),
    }),
    fc.record({
      protocol: fc.constantFrom('rest', 'websocket'),
      access: fc.constantFrom('read-only', 'read-write', 'full', 'none'),
      denyRules: rules(pathRule(pattern), 0),
    }),
    fc.record({ protocol: fc.constant('tcp') }),
  );

const graph = (pattern: Pattern): fc.Arbitrary<EndpointDocument> =>
  fc.oneof(
    fc.record({
      protocol: fc.constantFrom('graphql', 'GraphQL'),
      access: fc.constantFrom('read-only', 'read-write', 'full', 'none'),
    }),
    fc.record({
      protocol: fc.constantFrom('graphql', 'graphql', 'rest'),
      rules: rules(operationRule(pattern), 1),
      denyRules: rules(operationRule(pattern), 0),
      persistedQueries: fc.constantFrom(undefined, 'deny', 'allow_registered', 'allow_registered'),
      graphqlPersistedQueries: fc.constantFrom(undefined, registry, registry),
    }),
    fc.record({
      protocol: fc.constant('websocket'),
      rules: rules(pathRule(pattern), 1),
      denyRules: rules(operationRule(pattern), 0),
    }),
  );

const rpc: fc.Arbitrary<EndpointDocument> = fc.record({
  protocol: fc.constant('json-rpc'),
  rules: rules(rpcRule, 1),
  denyRules: rules(rpcRule, 0),
});

const spoken = (pattern: Pattern) => fc.oneof(http(pattern), graph(pattern), rpc, mcp);

const endpoint = (pattern: Pattern): fc.Arbitrary<EndpointDocument> =>
  fc.tuple(destination(pattern), spoken(pattern)).map(([place, rest]) => defined({ ...place, ...rest }));

const binaries = (pattern: Pattern) =>
  fc.uniqueArray(pattern('/usr/bin/curl', '/usr/bin/node', '/usr/bin/cur?', '/usr/bin/*', '/usr/**'), {
    minLength: 1,
    maxLength: 2,
  });

const anything = (pattern: Pattern): fc.Arbitrary<PolicyDocument> =>
  fc
    .dictionary(
      fc.constantFrom('a', 'b', 'C', '0b1', 'é'),
      fc.record({
        endpoints: fc.array(endpoint(pattern), { minLength: 1, maxLength: 3 }),
        binaries: binaries(pattern),
      }),
      { minKeys: 1, maxKeys: 3 },
    )
    .map((networkPolicies) => ({ networkPolicies }));

const NEAR: Connection = { binary: '/usr/bin/curl', host: 'api.example.com', port: 443 };

/** Policies, strange ones among usual ones, without the endpoints that this supervisor would end on. */
export function loadable(release: OpenShellRelease, pattern: Pattern): fc.Arbitrary<PolicyDocument> {
  return fc.oneof(usualPolicy, anything(pattern)).map((policy) => withoutFatal(policy, release));
}

function withoutFatal({ networkPolicies = {}, ...rest }: PolicyDocument, release: OpenShellRelease): PolicyDocument {
  const loads = (endpoint: EndpointDocument) =>
    supervisorProblems(asRuntime({ networkPolicies: { a: { endpoints: [endpoint] } } }), release).length === 0;
  return {
    ...rest,
    networkPolicies: Object.fromEntries(
      Object.entries(networkPolicies).map(([key, rule]) => [
        key,
        { ...rule, endpoints: (rule.endpoints ?? []).filter(loads) },
      ]),
    ),
  };
}

const anyConnection: fc.Arbitrary<Connection> = fc.record({
  binary: fc.constantFrom('/usr/bin/curl', '/usr/bin/curl', '/usr/bin/curl', '/usr/bin/node', '/usr/lib/x', '/bin/sh'),
  ancestors: fc.constantFrom(undefined, undefined, ['/bin/sh', '/usr/bin/node']),
  host: fc.constantFrom(
    ...['api.example.com', 'api.example.com', 'api.example.com', 'Api.Example.Com', 'a.b.example.com', '10.1.2.3'],
    'example.com',
  ),
  port: fc.constantFrom(443, 443, 443, 443, 443, 80, 22),
});

export const connection: fc.Arbitrary<Connection> = fc.oneof(fc.constant(NEAR), anyConnection);

const graphql: fc.Arbitrary<EngineRequest['graphql']> = fc.record({
  operations: fc.array(
    fc.record({
      operationType: fc.constantFrom('query', 'mutation', 'subscription', '', ''),
      operationName: fc.constantFrom('', 'viewer', 'other'),
      fields: fc.constantFrom([], ['viewer'], ['repository', 'viewer'], ['a.b']),
      persisted: fc.boolean(),
      hash: fc.constantFrom('', '', 'hash1', 'hash1', 'hash2'),
      id: fc.constantFrom('', 'hash1', 'id2'),
    }),
    { maxLength: 2 },
  ),
});

const call = fc
  .record({
    method: fc.constantFrom('status.get', 'tools/call', 'tools/call', 'tools/list', 'initialize', 'a.b', ''),
    tool: fc.constantFrom('search', 'get_x', 'get_x.y', 'delete'),
  })
  .map(({ method, tool }) => (method === 'tools/call' ? { method, tool } : { method }));

/** A call, the responses of a client, or the wait for what the server sends: never two of them at once. */
const jsonRpc: fc.Arbitrary<EngineRequest['jsonRpc']> = fc.oneof(
  { weight: 4, arbitrary: call.map((call) => ({ call, hasResponse: false, receiveStream: false })) },
  fc.constant({ call: undefined, hasResponse: true, receiveStream: false }),
  fc.constant({ call: undefined, hasResponse: false, receiveStream: true }),
  fc.constant({ call: undefined, hasResponse: false, receiveStream: false }),
);

/** Method, path and query. */
const head = fc.record({
  method: fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'POST', 'DELETE', 'get', 'WEBSOCKET_TEXT'),
  path: fc.constantFrom('/', '/v1', '/v1/', '/v1/a', '/v1/a', '/v1/a/b', '/v2/a', '/v1/a%2Fb'),
  query: fc.constantFrom<EngineRequest['query'][]>(
    ...[{}, {}, { q: ['a'] }, { q: ['a', 'c'], r: ['1.2'] }, { q: [] }, { other: ['a'] }],
  ),
});

const withGraphql = fc.tuple(head, graphql).map(([head, graphql]) => ({ ...head, graphql }));
const withJsonRpc = fc
  .tuple(head, fc.constantFrom('POST', 'POST', 'POST', 'GET'), jsonRpc)
  .map(([head, method, jsonRpc]) => ({ ...head, method, jsonRpc }));

const anyRequest: fc.Arbitrary<EngineRequest> = fc.oneof(head, withGraphql, withJsonRpc);

/** What is asked of one policy. */
export type Question = readonly [connection: Connection, request: EngineRequest];
/** A policy and what is asked of it. */
export type Scenario = readonly [policy: PolicyDocument, questions: readonly Question[]];

/** One endpoint, and only requests that it is about, so that its rules decide. */
function directed(
  endpoint: fc.Arbitrary<EndpointDocument>,
  request: fc.Arbitrary<EngineRequest>,
): fc.Arbitrary<Scenario> {
  return fc.tuple(endpoint, fc.array(request, { minLength: 12, maxLength: 12 })).map(([endpoint, requests]) => [
    {
      networkPolicies: {
        a: { endpoints: [defined({ ...endpoint, host: NEAR.host, port: NEAR.port })], binaries: [NEAR.binary] },
      },
    },
    requests.map((request) => [NEAR, request] as const),
  ]);
}

/** Policies that meet anywhere and anything, and policies of one kind that is asked about closely. */
export function scenario(release: OpenShellRelease, pattern: Pattern): fc.Arbitrary<Scenario> {
  const wide: fc.Arbitrary<Scenario> = fc.tuple(
    loadable(release, pattern),
    fc.array(fc.tuple(connection, anyRequest), { minLength: 1, maxLength: 12 }),
  );
  const near = fc.oneof(
    directed(http(pattern), head),
    directed(graph(pattern), withGraphql),
    directed(rpc, withJsonRpc),
    directed(mcp, withJsonRpc),
  );
  return fc.oneof(wide, near).map(([policy, questions]) => [withoutFatal(policy, release), questions]);
}
