import { BOTH, type CaseGroup, CURL, fileForCurl, forCurl, NEW, OLD } from './case';

const BYPASS = 'openshell-0.0.46.md §1.2 (8)';
const STEP0 = 'openshell-0.0.46.md §1.5 step 0';
const STEP5 = 'openshell-0.0.46.md §1.5 step 5';
const STEP6 = 'openshell-0.0.46.md §1.5 step 6';
const PATHS = 'openshell-0.0.46.md §1.4';

const REST = {
  host: 'api.example.com',
  port: 443,
  protocol: 'rest',
  enforcement: 'enforce',
  rules: [{ method: 'GET', path: '/v1/**' }],
} as const;

export const PLAINTEXT_CASES: readonly CaseGroup[] = [
  {
    name: 'clear text that is not HTTP, older: passes everything',
    openshell: OLD,
    policy: forCurl(REST, { host: 'raw.example.com', port: 22 }),
    request: { ...CURL, tls: false },
    cases: [
      [{}, 'allow_raw', BYPASS],
      [{ method: 'FETCH', path: '/v1/a' }, 'allow_raw', `${BYPASS}: not one of the known methods`],
      [{ method: 'get', path: '/v1/a' }, 'allow_raw', `${BYPASS}: case-sensitive`],
      [{ method: 'PROPFIND', path: '/' }, 'allow_raw', BYPASS],
      [{ method: 'GET', path: '/v1/a' }, 'allow', BYPASS],
      [{ method: 'GET', path: '/v2/a' }, 'deny', BYPASS],
      [{ method: 'TRACE', path: '/v1/a' }, 'deny', `${BYPASS}: TRACE is known as HTTP`],
      [{ method: 'OPTIONS', path: '/v1/a' }, 'deny', BYPASS],
      [{ host: 'raw.example.com', port: 22 }, 'allow_raw', STEP5],
      [{ host: 'other.example.com' }, 'deny_l4', 'openshell-0.0.46.md §1.5 step 2'],
    ],
  },
  {
    name: 'clear text that is not HTTP, newer: refused where rules are',
    openshell: NEW,
    policy: forCurl(REST, { host: 'raw.example.com', port: 22 }),
    request: { ...CURL, tls: false },
    cases: [
      [{}, 'deny_protocol', 'openshell-0.0.46.md §1.5: 0.0.111 answers 403 unsupported_l7_protocol'],
      [{ method: 'FETCH', path: '/v1/a' }, 'deny_protocol', BYPASS],
      [{ method: 'GET', path: '/v1/a' }, 'allow', BYPASS],
      [{ method: 'POST', path: '/v1/a' }, 'deny', BYPASS],
      [{ host: 'raw.example.com', port: 22 }, 'allow_raw', STEP5],
    ],
  },
  {
    name: 'a middleware that must see everything keeps raw text away',
    openshell: NEW,
    policy: {
      ...forCurl({ host: 'raw.example.com', port: 22 }, { host: 'free.example.com', port: 22 }),
      networkMiddlewares: {
        scrub: {
          middleware: 'openshell/regex',
          endpoints: { include: ['*.example.com'], exclude: ['free.example.com'] },
        },
      },
    },
    request: { ...CURL, port: 22, tls: false },
    cases: [
      [{ host: 'raw.example.com' }, 'deny_protocol', 'openshell.md §1.7'],
      [{ host: 'free.example.com' }, 'allow_raw', 'openshell.md §1.7: exclusions win'],
    ],
  },
  {
    name: 'tls: skip is a raw tunnel, also for clear text',
    openshell: BOTH,
    policy: forCurl({ host: 'api.example.com', port: 443, tls: 'skip' }),
    request: CURL,
    cases: [
      [{}, 'allow_raw', STEP5],
      [{ tls: false }, 'allow_raw', STEP5],
      [{ method: 'DELETE', path: '/x' }, 'allow_raw', STEP5],
      [{ method: 'GET', path: '/a%2Fb' }, 'allow_raw', `${STEP5}: nothing is parsed`],
      [{ tls: false, via: 'forward', method: 'GET', path: '/' }, 'allow_uninspected', `${STEP5}: CONNECT only`],
    ],
  },
  {
    name: 'tls: skip of the first endpoint lifts the rules of the others, older',
    openshell: OLD,
    policy: fileForCurl({ host: 'api.example.com', port: 443, tls: 'skip' }, REST),
    request: { ...CURL, method: 'DELETE', path: '/' },
    cases: [
      [{}, 'allow_raw', STEP5],
      [{ tls: false, via: 'forward' }, 'deny', `${STEP5}: forwarded requests are still checked`],
    ],
  },
  {
    name: 'tls: skip of a later endpoint does nothing, older',
    openshell: OLD,
    policy: fileForCurl(REST, { host: 'api.example.com', port: 443, tls: 'skip' }),
    request: { ...CURL, method: 'DELETE', path: '/' },
    cases: [
      [{}, 'deny', 'openshell-0.0.46.md §1.5: TLS mode comes from first'],
      [{ method: 'GET', path: '/v1/a' }, 'allow', 'openshell-0.0.46.md §1.5 step 7'],
    ],
  },
  {
    name: 'names that never reach the policy',
    openshell: BOTH,
    policy: forCurl(REST),
    request: { ...CURL, host: 'inference.local' },
    cases: [
      [{}, 'allow_local', STEP0],
      [
        { binary: '/anything', method: 'POST', path: '/v1/chat/completions' },
        'allow_local',
        `${STEP0}: no binary check`,
      ],
      [{ method: 'POST', path: '/v1/messages' }, 'allow_local', 'openshell-0.0.46.md §5'],
      [{ method: 'GET', path: '/v1/models/x' }, 'allow_local', 'openshell-0.0.46.md §5'],
      [{ method: 'POST', path: '/v1/embeddings' }, 'deny', 'openshell-0.0.46.md §5: others 403'],
      [{ method: 'GET', path: '/v1/chat/completions' }, 'deny', 'openshell-0.0.46.md §5'],
      [{ port: 80 }, 'deny_l4', 'openshell-0.0.46.md §5: port 443 only'],
      [{ tls: false }, 'deny_protocol', 'openshell-0.0.46.md §5: HTTPS only'],
      [{ host: 'policy.local', port: 80, tls: false, via: 'forward', method: 'GET' }, 'allow_local', STEP0],
      [{ host: 'policy.local', port: 8080, tls: false, via: 'forward', method: 'GET' }, 'deny_protocol', STEP0],
      [{ host: 'policy.local', port: 80, tls: false, method: 'GET' }, 'deny_l4', `${STEP0}: CONNECT has no such name`],
      [
        { host: 'api.example.com', via: 'forward', method: 'GET', path: '/v1/a' },
        'deny_protocol',
        `${STEP0}: https:// is 400`,
      ],
      [{ host: 'api.example.com', via: 'forward', tls: false }, 'deny_protocol', STEP0],
    ],
  },
  {
    name: 'a plain connection is still read as HTTP inside TLS',
    openshell: BOTH,
    policy: forCurl({ host: 'api.example.com', port: 443 }),
    request: { ...CURL, method: 'GET' },
    cases: [
      [{ path: '/a' }, 'allow_uninspected', STEP6],
      [{ method: 'ANYTHING', path: '/a' }, 'allow_uninspected', STEP6],
      [{ path: '/a%2Fb' }, 'deny_protocol', `${STEP6}: HTTP parsed strictly`],
      [{ path: '/a#b' }, 'deny_protocol', STEP6],
      [{ path: '/../a' }, 'deny_protocol', STEP6],
      [{ method: undefined, path: undefined }, 'allow_connection', 'openshell-0.0.46.md §1.5 step 4'],
    ],
  },
  {
    name: 'paths are made canonical before any rule looks at them',
    openshell: BOTH,
    policy: forCurl(REST, { ...REST, host: 'slash.example.com', allowEncodedSlash: true }),
    request: { ...CURL, method: 'GET' },
    cases: [
      [{ path: '/v1/a' }, 'allow', PATHS],
      [{ path: '//v1///a' }, 'allow', `${PATHS}: // collapsed`],
      [{ path: '/v2/../v1/a' }, 'allow', `${PATHS}: dot segments resolved`],
      [{ path: '/v1/../v2/a' }, 'deny', PATHS],
      [{ path: '/v1/%2e%2e/v2/a' }, 'deny', `${PATHS}: decoded first`],
      [{ path: '/%76%31/a' }, 'allow', PATHS],
      [{ path: '/v1/a;x=1' }, 'allow', `${PATHS}: ;params stripped`],
      [{ path: '/v2;/../v1/a' }, 'allow', PATHS],
      [{ path: '/..' }, 'deny', `${PATHS}: above root`],
      [{ path: '/v1/a%2Fb' }, 'deny', `${PATHS}: %2F rejected`],
      [{ path: '/v1/a%00' }, 'deny', `${PATHS}: control characters`],
      [{ path: '/v1/a%zz' }, 'deny', PATHS],
      [{ path: '/v1/é' }, 'deny', `${PATHS}: non-ASCII`],
      [{ path: '/v1/%C3%A9' }, 'allow', PATHS],
      [{ path: 'v1/a' }, 'deny', PATHS],
      [{ path: 'https://api.example.com/v1/a' }, 'allow', `${PATHS}: absolute form`],
      [{ path: '/V1/a' }, 'deny', `${PATHS}: case-sensitive`],
      [{ path: '/v1' }, 'deny', `${PATHS}: /v1/** needs /v1/…`],
      [{ path: '/v1/' }, 'allow', PATHS],
      [{ path: '/v1/.' }, 'allow', PATHS],
      [{ host: 'slash.example.com', path: '/v1/a%2Fb' }, 'allow', `${PATHS}: unless allow_encoded_slash`],
      [{ host: 'slash.example.com', path: '/v1/..%2Fv2' }, 'allow', `${PATHS}: an encoded slash ends no segment`],
    ],
  },
  {
    name: 'an encoded slash that another endpoint of the route allows',
    openshell: OLD,
    policy: fileForCurl({ ...REST, path: '/v1/**' }, { ...REST, path: '/v2/**', allowEncodedSlash: true }),
    request: { ...CURL, method: 'GET' },
    cases: [[{ path: '/v1/a%2Fb' }, 'allow', `${PATHS}: any endpoint of the route set`]],
  },
  {
    name: 'the same, checked again on the chosen endpoint',
    openshell: NEW,
    policy: fileForCurl({ ...REST, path: '/v1/**' }, { ...REST, path: '/v2/x/**', allowEncodedSlash: true }),
    request: { ...CURL, method: 'GET' },
    cases: [[{ path: '/v1/a%2Fb' }, 'deny', 'l7/relay.rs relay_with_route_selection at v0.0.111']],
  },
];
