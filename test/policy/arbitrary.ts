import fc from 'fast-check';
import type {
  EndpointDocument,
  Matcher,
  Middleware,
  NetworkPolicy,
  PolicyDocument,
  PolicyRequest,
  RuleDocument,
} from '../../lib/policy';

/** Texts that YAML could misread, among ordinary ones. */
const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'true',
    'null',
    '~',
    '123',
    '0x1f',
    '1e3',
    ' ',
    '- a',
    '# no',
    'a: b',
    '*x',
    '&x',
    '{a}',
    'é',
    '|',
    '"',
  ),
);
const key = fc.oneof(fc.constantFrom('api', 'docs', '443', 'true', '__proto__', 'x y'), fc.string());

const matcher: fc.Arbitrary<Matcher> = fc.oneof(text, fc.array(text, { maxLength: 3 }));

/** Nested parameters come back joined by dots, so keys here hold none. */
const params = fc.dictionary(fc.constantFrom('name', 'other'), matcher, { maxKeys: 2 });

const ruleDocument: fc.Arbitrary<RuleDocument> = fc.record(
  {
    method: text,
    path: text,
    command: text,
    query: fc.dictionary(key, matcher, { maxKeys: 2 }),
    operationType: text,
    operationName: text,
    fields: fc.array(text, { maxLength: 2 }),
    tool: matcher,
    params,
  },
  { requiredKeys: [] },
);

const port = fc.integer({ min: 0, max: 65_535 });
const u32 = fc.integer({ min: 0, max: 4_294_967_295 });

const endpointDocument: fc.Arbitrary<EndpointDocument> = fc.record(
  {
    host: text,
    path: text,
    port,
    ports: fc.array(port, { maxLength: 3 }),
    protocol: text,
    tls: text,
    enforcement: text,
    access: text,
    rules: fc.array(ruleDocument, { maxLength: 2 }),
    denyRules: fc.array(ruleDocument, { maxLength: 2 }),
    allowedIps: fc.array(text, { maxLength: 2 }),
    allowEncodedSlash: fc.boolean(),
    websocketCredentialRewrite: fc.boolean(),
    requestBodyCredentialRewrite: fc.boolean(),
    allowUninspectedCredentials: fc.boolean(),
    persistedQueries: text,
    graphqlPersistedQueries: fc.dictionary(
      key,
      fc.record(
        { operationType: text, operationName: text, fields: fc.array(text, { maxLength: 2 }) },
        { requiredKeys: [] },
      ),
      { maxKeys: 2 },
    ),
    graphqlMaxBodyBytes: u32,
    credentialSigning: text,
    signingService: text,
    signingRegion: text,
    credentialBinding: fc.record({ provider: text }),
    jsonRpc: fc.record({ maxBodyBytes: u32 }, { requiredKeys: [] }),
    mcp: fc.record(
      { maxBodyBytes: u32, strictToolNames: fc.boolean(), allowAllKnownMcpMethods: fc.boolean() },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

const networkPolicy: fc.Arbitrary<NetworkPolicy> = fc.record(
  { name: text, endpoints: fc.array(endpointDocument, { maxLength: 2 }), binaries: fc.array(text, { maxLength: 2 }) },
  { requiredKeys: [] },
);

const middleware: fc.Arbitrary<Middleware> = fc.record(
  {
    name: text,
    middleware: text,
    order: fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }),
    config: fc.dictionary(key, fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 2 })), {
      maxKeys: 2,
    }),
    onError: text,
    endpoints: fc.record({ include: fc.array(text), exclude: fc.array(text) }, { requiredKeys: [] }),
  },
  { requiredKeys: ['middleware'] },
);

/** Any policy a file can hold, sensible or not. */
export const anyPolicy: fc.Arbitrary<PolicyDocument> = fc.record(
  {
    version: u32,
    filesystem: fc.record(
      { includeWorkdir: fc.boolean(), readOnly: fc.array(text), readWrite: fc.array(text) },
      { requiredKeys: [] },
    ),
    landlock: fc.record({ compatibility: text }, { requiredKeys: [] }),
    process: fc.record({ runAsUser: text, runAsGroup: text }, { requiredKeys: [] }),
    networkPolicies: fc.dictionary(key, networkPolicy, { maxKeys: 3 }),
    networkMiddlewares: fc.dictionary(key, middleware, { maxKeys: 2 }),
  },
  { requiredKeys: ['version'] },
);

const HOSTS = ['api.example.com', 'docs.example.com', '*.example.com', '**.example.com', 'git.corp.test', '10.1.2.3'];
const PATHS = ['/v1/a', '/v1/*', '/v1/**', '/**', '**', '/*/a', '/v1/a**', '/v2/**'];
const BINARIES = ['/usr/bin/curl', '/usr/bin/node', '/usr/bin/*', '/usr/**', '/sandbox/**'];
const queries = fc.option(fc.record({ q: fc.constantFrom<Matcher>('a', 'a*', '**', ['a', 'b']) }), { nil: undefined });

const restRule = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', '*', 'get'),
  path: fc.constantFrom(...PATHS),
  query: queries,
});

/** Without the keys that are undefined, as data that comes from a file has them. */
function defined<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const restEndpoint: fc.Arbitrary<EndpointDocument> = fc
  .record({
    host: fc.constantFrom(...HOSTS),
    ports: fc.uniqueArray(fc.constantFrom(443, 80, 8443), { minLength: 1, maxLength: 2 }),
    path: fc.constantFrom(undefined, undefined, '/v1/**', '**'),
    enforcement: fc.constantFrom('enforce', 'enforce', 'enforce', 'audit'),
    allowed: fc.oneof(
      fc.record({ access: fc.constantFrom('read-only', 'read-write', 'full') }),
      fc.record({ rules: fc.array(restRule, { minLength: 1, maxLength: 3 }) }),
    ),
    denyRules: fc.option(fc.array(restRule, { minLength: 1, maxLength: 1 }), { nil: undefined, freq: 4 }),
    allowedIps: fc.constantFrom(undefined, undefined, undefined, ['10.0.0.0/8'], ['10.1.0.0/16']),
  })
  .map(({ allowed, ...rest }) => defined({ ...rest, ...allowed, protocol: 'rest' }));

const plainEndpoint: fc.Arbitrary<EndpointDocument> = fc
  .record({
    host: fc.constantFrom(...HOSTS),
    port: fc.constantFrom(443, 80, 8443),
    tls: fc.constantFrom(undefined, undefined, undefined, 'skip'),
  })
  .map(defined);

const graphqlRule = fc
  .record({
    operationType: fc.constantFrom('query', 'mutation', '*'),
    fields: fc.constantFrom(undefined, ['viewer'], ['viewer', 'repo*']),
  })
  .map(defined);
const mcpRule = fc
  .record({
    method: fc.constantFrom('tools/call', 'tools/list', 'initialize'),
    tool: fc.constantFrom('search', 'get_*'),
  })
  .map(({ method, tool }) => (method === 'tools/call' ? { method, tool } : { method }));

/** What is said on the connection, for the protocols beside REST. */
const spoken: fc.Arbitrary<EndpointDocument> = fc.oneof(
  fc.record({ protocol: fc.constant('websocket'), access: fc.constantFrom('read-only', 'read-write', 'full') }),
  fc.record({ protocol: fc.constant('graphql'), access: fc.constantFrom('read-only', 'read-write', 'full') }),
  fc.record({ protocol: fc.constant('graphql'), rules: fc.array(graphqlRule, { minLength: 1, maxLength: 2 }) }),
  fc.record({
    protocol: fc.constant('json-rpc'),
    rules: fc.array(fc.record({ method: fc.constantFrom('*', 'status.get', 'status.set') }), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  fc
    .record({
      protocol: fc.constant('mcp'),
      rules: fc.array(mcpRule, { minLength: 1, maxLength: 2 }),
      denyRules: fc.constantFrom(undefined, undefined, [{ method: 'tools/call', tool: 'get_secret' }]),
      mcp: fc.constantFrom(undefined, { strictToolNames: false }, { allowAllKnownMcpMethods: true }),
    })
    .map(defined),
);

const spokenEndpoint: fc.Arbitrary<EndpointDocument> = fc
  .record({
    host: fc.constantFrom(...HOSTS),
    port: fc.constantFrom(443, 80, 8443),
    path: fc.constantFrom(undefined, undefined, '/v1/**'),
    enforcement: fc.constantFrom('enforce', 'enforce', 'audit'),
    spoken,
  })
  .map(({ spoken: rest, ...place }) => defined({ ...place, ...rest }));

/** Policies of the kinds people write, small enough that they often meet. */
export const usualPolicy: fc.Arbitrary<PolicyDocument> = fc
  .dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.record({
      endpoints: fc.array(
        fc.oneof(
          { weight: 4, arbitrary: restEndpoint },
          { weight: 1, arbitrary: plainEndpoint },
          { weight: 2, arbitrary: spokenEndpoint },
        ),
        { minLength: 1, maxLength: 2 },
      ),
      binaries: fc.uniqueArray(fc.constantFrom(...BINARIES), { minLength: 1, maxLength: 2 }),
    }),
    { minKeys: 1, maxKeys: 3 },
  )
  .map((networkPolicies) => ({ version: 1, networkPolicies }));

/** Requests that such policies often are about. */
export const usualRequest: fc.Arbitrary<PolicyRequest> = fc
  .record({
    binary: fc.constantFrom('/usr/bin/curl', '/usr/bin/node', '/usr/lib/x/y', '/sandbox/x', '/bin/sh'),
    ancestors: fc.constantFrom(undefined, undefined, ['/usr/bin/node'], ['/bin/sh', '/usr/bin/curl']),
    host: fc.constantFrom(
      'api.example.com',
      'docs.example.com',
      'a.b.example.com',
      'example.com',
      'git.corp.test',
      '10.1.2.3',
    ),
    port: fc.constantFrom(443, 80, 8443, 22),
    addresses: fc.constantFrom(undefined, undefined, ['93.184.216.34'], ['10.1.2.3'], ['10.2.2.3'], ['127.0.0.1']),
    tls: fc.constantFrom(true, true, false),
    via: fc.constantFrom<('connect' | 'forward')[]>('connect', 'connect', 'forward') as fc.Arbitrary<
      'connect' | 'forward'
    >,
    method: fc.constantFrom(undefined, 'GET', 'HEAD', 'POST', 'DELETE', 'get', 'FETCH'),
    path: fc.constantFrom(
      '/',
      '/v1',
      '/v1/',
      '/v1/a',
      '/v1/a/b',
      '/v2/x',
      '/v1/%2e%2e/v2/x',
      '/v1/a%2Fb',
      '/v1/a?q=a',
      '/v1/a?q=a&q=c',
    ),
    query: fc.constantFrom(undefined, undefined, { q: 'a' }, { q: ['a', 'b'] }, { q: '1.2' }),
    message: fc.constantFrom<Message[]>(
      {},
      {},
      {},
      {},
      { method: 'GET', websocket: true },
      { method: 'GET', websocket: { text: 'hello' } },
      { method: 'POST', graphql: '{ viewer }' },
      { method: 'POST', graphql: 'query q { repository }' },
      { method: 'POST', graphql: 'mutation { viewer }' },
      { method: 'POST', jsonRpc: { method: 'status.get' } },
      { method: 'POST', jsonRpc: [{ method: 'status.set' }, { method: 'initialize' }] },
      { method: 'POST', mcp: { method: 'tools/list' } },
      { method: 'POST', mcp: { method: 'tools/call', params: { name: 'get_secret' } } },
      { method: 'POST', mcp: { method: 'tools/call', params: { name: 'get_a.b' } } },
      { method: 'POST', mcp: { method: 'tools/call', params: { name: 'search' } } },
    ),
  })
  .map(({ method, path, query, message, ...rest }) =>
    method === undefined && message.method === undefined ? rest : { ...rest, method, path, query, ...message },
  );

type Message = Pick<PolicyRequest, 'method' | 'websocket' | 'graphql' | 'jsonRpc' | 'mcp'>;
