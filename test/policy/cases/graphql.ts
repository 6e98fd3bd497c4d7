import { BOTH, type CaseGroup, CURL, fileForCurl, forCurl } from './case';

const PRESETS = 'openshell.md §1.3';
const STEP6 = 'openshell-0.0.46.md §1.5 step 6';
const STEP7 = 'openshell-0.0.46.md §1.5 step 7';
const NAMES = 'openshell-0.0.46.md §1.4';
const CLASSIFY = 'l7/graphql.rs classify_envelope, classify_document';
const REGO = 'sandbox-policy.rego graphql_*';

const ENDPOINT = { host: 'graph.example.com', port: 443, enforcement: 'enforce' } as const;
const REQUEST = { ...CURL, host: 'graph.example.com', path: '/graphql' };

export const GRAPHQL_CASES: readonly CaseGroup[] = [
  {
    name: 'read-only',
    openshell: BOTH,
    policy: forCurl({ ...ENDPOINT, protocol: 'graphql', access: 'read-only' }),
    request: REQUEST,
    cases: [
      [{ graphql: '{ viewer { login } }' }, 'allow', PRESETS],
      [{ graphql: 'query Q { viewer { login } }' }, 'allow', PRESETS],
      [{ graphql: 'mutation { addStar }' }, 'deny', PRESETS],
      [{ graphql: 'subscription { events }' }, 'deny', PRESETS],
      [{ graphql: '{ viewer { login ' }, 'deny', `${STEP6}: a parse error`],
      [{ graphql: '' }, 'deny', CLASSIFY],
      [{ graphql: '   ' }, 'deny', CLASSIFY],
      [{ graphql: 'fragment F on T { a }' }, 'deny', `${CLASSIFY}: no operation`],
      [{ graphql: 'type Query { a: Int }' }, 'deny', CLASSIFY],
      [{ method: 'POST' }, 'deny', `${CLASSIFY}: an empty body`],
      [{ method: 'PUT', graphql: '{ a }' }, 'deny', `${CLASSIFY}: unsupported method`],
      [{ method: 'GET', path: '/graphql?query={viewer{login}}' }, 'allow', CLASSIFY],
      [{ method: 'GET', path: '/graphql?query=mutation%7Ba%7D' }, 'deny', CLASSIFY],
      [{ method: 'GET', path: '/graphql?query={a}&query={b}' }, 'deny', `${CLASSIFY}: twice`],
      [{ method: 'GET', path: '/graphql' }, 'deny', CLASSIFY],
      [{ graphql: [{ query: '{ a }' }, { query: '{ b }' }] }, 'allow', CLASSIFY],
      [
        { graphql: [{ query: '{ a }' }, { query: 'mutation { b }' }] },
        'deny',
        `${REGO}: every operation must be allowed`,
      ],
      [{ graphql: [] }, 'deny', `${CLASSIFY}: an empty batch`],
      [{ graphql: [{ query: '{ a }' }, 1 as never] }, 'deny', CLASSIFY],
      [{ graphql: { query: 'query A { a } mutation B { b }', operationName: 'A' } }, 'allow', CLASSIFY],
      [{ graphql: { query: 'query A { a } mutation B { b }', operationName: 'B' } }, 'deny', CLASSIFY],
      [{ graphql: { query: 'query A { a } query B { b }' } }, 'deny', `${CLASSIFY}: no operationName`],
      [{ graphql: { query: 'query A { a }', operationName: 'C' } }, 'deny', `${CLASSIFY}: not found`],
      [{ graphql: { variables: {} } }, 'deny', `${CLASSIFY}: nothing to run`],
      [{ graphql: { extensions: { persistedQuery: { sha256Hash: 'abc' } } } }, 'deny', `${REGO}: not registered`],
      [{ graphql: { id: 'x' } }, 'deny', `${REGO}: not registered`],
      [
        { graphql: { query: '{ a }', extensions: { persistedQuery: { sha256Hash: 'abc' } } } },
        'allow',
        `${REGO}: the document counts`,
      ],
    ],
  },
  {
    name: 'read-write and full',
    openshell: BOTH,
    policy: forCurl(
      { ...ENDPOINT, protocol: 'graphql', access: 'read-write' },
      { ...ENDPOINT, protocol: 'graphql', host: 'full.example.com', access: 'full' },
    ),
    request: REQUEST,
    cases: [
      [{ graphql: 'mutation { a }' }, 'allow', PRESETS],
      [{ graphql: 'subscription { a }' }, 'deny', PRESETS],
      [{ host: 'full.example.com', graphql: 'subscription { a }' }, 'allow', PRESETS],
    ],
  },
  {
    name: 'rules by name and field',
    openshell: BOTH,
    policy: forCurl({
      ...ENDPOINT,
      protocol: 'graphql',
      rules: [
        { operationType: 'query', fields: ['viewer', 'repo*'] },
        { operationType: 'mutation', operationName: 'Safe*' },
      ],
      denyRules: [
        { operationType: 'query', fields: ['repositorySecrets'] },
        { operationType: '*', operationName: 'Bad' },
      ],
    }),
    request: REQUEST,
    cases: [
      [{ graphql: '{ viewer { login } }' }, 'allow', REGO],
      [{ graphql: '{ viewer { login } repository { id } }' }, 'allow', REGO],
      [{ graphql: '{ viewer { login } other }' }, 'deny', `${REGO}: all selected fields must match`],
      [{ graphql: '{ repositorySecrets }' }, 'deny', `${REGO}: deny beats allow`],
      [{ graphql: '{ viewer repositorySecrets }' }, 'deny', `${REGO}: one field is enough to deny`],
      [{ graphql: '{ viewer: other }' }, 'deny', `${CLASSIFY}: names count, aliases do not`],
      [{ graphql: '{ other: viewer }' }, 'allow', CLASSIFY],
      [{ graphql: '{ ...F } fragment F on Query { viewer }' }, 'allow', `${CLASSIFY}: fragments are followed`],
      [{ graphql: '{ ...F } fragment F on Query { other }' }, 'deny', CLASSIFY],
      [{ graphql: '{ ... on Query { viewer } }' }, 'allow', CLASSIFY],
      [{ graphql: '{ ...F } fragment F on Query { viewer ...F }' }, 'allow', `${CLASSIFY}: cycles end`],
      [{ graphql: '{ ...Missing }' }, 'deny', `${REGO}: a rule with fields needs at least one`],
      [{ graphql: 'mutation SafeStar { addStar }' }, 'allow', NAMES],
      [{ graphql: 'mutation Star { addStar }' }, 'deny', NAMES],
      [{ graphql: 'mutation { addStar }' }, 'deny', `${NAMES}: no name`],
      [{ graphql: 'query Bad { viewer }' }, 'deny', REGO],
    ],
  },
  {
    name: 'registered persisted queries',
    openshell: BOTH,
    policy: forCurl(
      {
        ...ENDPOINT,
        protocol: 'graphql',
        rules: [{ operationType: 'query', fields: ['viewer'] }],
        persistedQueries: 'allow_registered',
        graphqlPersistedQueries: {
          abc: { operationType: 'query', fields: ['viewer'] },
          bad: { operationType: 'query', fields: ['secret'] },
          mut: { operationType: 'mutation', fields: ['viewer'] },
        },
      },
      {
        ...ENDPOINT,
        protocol: 'graphql',
        host: 'deny.example.com',
        access: 'full',
        graphqlPersistedQueries: { abc: { operationType: 'query', fields: ['viewer'] } },
      },
    ),
    request: REQUEST,
    cases: [
      [{ graphql: { extensions: { persistedQuery: { sha256Hash: 'abc' } } } }, 'allow', REGO],
      [{ graphql: { id: 'abc' } }, 'allow', REGO],
      [{ graphql: { documentId: 'abc' } }, 'allow', CLASSIFY],
      [{ graphql: { queryId: 'abc' } }, 'allow', CLASSIFY],
      [{ graphql: { id: 'bad' } }, 'deny', `${REGO}: its registered fields count`],
      [{ graphql: { id: 'mut' } }, 'deny', REGO],
      [{ graphql: { id: 'unknown' } }, 'deny', REGO],
      [
        { graphql: { id: 'bad', extensions: { persistedQuery: { sha256Hash: 'abc' } } } },
        'allow',
        `${REGO}: the hash goes first`,
      ],
      [{ graphql: { query: '{ secret }', id: 'abc' } }, 'deny', `${REGO}: the document counts`],
      [{ method: 'GET', path: '/graphql?id=abc' }, 'allow', CLASSIFY],
      [{ method: 'GET', path: '/graphql?id=abc&queryId=abc' }, 'deny', `${CLASSIFY}: must not be combined`],
      [
        { method: 'GET', path: '/graphql?extensions={%22persistedQuery%22:{%22sha256Hash%22:%22abc%22}}' },
        'allow',
        CLASSIFY,
      ],
      [{ host: 'deny.example.com', graphql: { id: 'abc' } }, 'deny', `${REGO}: deny is the default mode`],
      [{ host: 'deny.example.com', graphql: '{ a }' }, 'allow', REGO],
    ],
  },
  {
    name: 'a registered query without fields does not load',
    openshell: BOTH,
    policy: fileForCurl({
      ...ENDPOINT,
      protocol: 'graphql',
      access: 'full',
      persistedQueries: 'allow_registered',
      graphqlPersistedQueries: { abc: { operationType: 'query' } },
    }),
    request: { ...REQUEST, graphql: { id: 'abc' } },
    cases: [[{}, 'not_loaded', 'opa.rs: over the wire `fields` is always there; l7/mod.rs refuses an empty list']],
  },
  {
    name: 'audit forwards what breaks the rules, not what cannot be read',
    openshell: BOTH,
    policy: forCurl({ ...ENDPOINT, protocol: 'graphql', enforcement: 'audit', access: 'read-only' }),
    request: REQUEST,
    cases: [
      [{ graphql: 'mutation { a }' }, 'audit', STEP6],
      [{ graphql: 'mutation {' }, 'deny', `${STEP6}: even in audit`],
      [{ method: 'PUT', graphql: '{ a }' }, 'deny', STEP6],
      [{ graphql: { id: 'x' } }, 'audit', STEP6],
    ],
  },
  {
    name: 'a GraphQL endpoint has the last word over a broad REST endpoint beside it',
    openshell: BOTH,
    policy: forCurl(
      { ...ENDPOINT, protocol: 'graphql', path: '/graphql', rules: [{ operationType: 'query' }] },
      { host: 'graph.example.com', port: 443, protocol: 'rest', enforcement: 'enforce', access: 'full' },
    ),
    request: REQUEST,
    cases: [
      [{ graphql: '{ a }' }, 'allow', STEP7],
      [{ graphql: 'mutation { a }' }, 'deny', STEP7],
      [{ path: '/api', method: 'DELETE' }, 'allow', STEP7],
      [{ path: '/api', graphql: 'mutation { a }' }, 'allow', `${STEP6}: REST reads no bodies`],
      [{ path: '/graphql/', graphql: 'mutation { a }' }, 'allow', `${STEP6}: another path`],
    ],
  },
  {
    name: 'body limit',
    openshell: BOTH,
    policy: forCurl(
      { ...ENDPOINT, protocol: 'graphql', access: 'full', graphqlMaxBodyBytes: 100 },
      { ...ENDPOINT, protocol: 'graphql', host: 'big.example.com', access: 'full' },
    ),
    request: REQUEST,
    cases: [
      [{ graphql: `{ ${'a'.repeat(40)} }` }, 'allow', PRESETS],
      [{ graphql: `{ ${'a'.repeat(200)} }` }, 'deny', PRESETS],
      [{ host: 'big.example.com', graphql: `{ ${'a'.repeat(200)} }` }, 'allow', PRESETS],
      [{ host: 'big.example.com', graphql: `{ ${'a'.repeat(70_000)} }` }, 'deny', `${PRESETS}: 65536 by default`],
      [
        { host: 'big.example.com', graphql: `${'{a'.repeat(200)}${'}'.repeat(200)}` },
        'deny',
        `${CLASSIFY}: recursion limit 128`,
      ],
    ],
  },
  {
    name: 'exact lower case finds the presets and the authority, any case the parser',
    openshell: BOTH,
    policy: fileForCurl({ ...ENDPOINT, protocol: 'GraphQL', access: 'read-only' }),
    request: REQUEST,
    cases: [
      [{ graphql: '{ a }' }, 'deny', 'l7/mod.rs expand_access_presets: REST presets, which know no operations'],
      [{ method: 'GET', path: '/graphql?query=mutation%7Ba%7D' }, 'allow', 'the same: GET is allowed, nothing denies'],
    ],
  },
];
