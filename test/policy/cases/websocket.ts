import { BOTH, type CaseGroup, CURL, fileForCurl, forCurl } from './case';

const STEP6 = 'openshell-0.0.46.md §1.5 step 6';
const PRESETS = 'openshell.md §1.3';
const RULES = 'openshell.md §1.4';
const MIXED = 'openshell-0.0.46.md §1.2';
const END = 'openshell-0.0.46.md §1.5, last lines';

const ENDPOINT = { host: 'ws.example.com', port: 443, enforcement: 'enforce' } as const;
const REQUEST = { ...CURL, host: 'ws.example.com', method: 'GET', path: '/chat' };

export const WEBSOCKET_CASES: readonly CaseGroup[] = [
  {
    name: 'read-only: the upgrade and nothing after it',
    openshell: BOTH,
    policy: forCurl({ ...ENDPOINT, protocol: 'websocket', access: 'read-only' }),
    request: REQUEST,
    cases: [
      [{ websocket: true }, 'allow', PRESETS],
      [{ websocket: { text: 'hello' } }, 'deny', PRESETS],
      [{}, 'deny', `${STEP6}: not a valid upgrade`],
      [{ method: 'POST', websocket: true }, 'deny', `${STEP6}: an upgrade is a GET`],
      [{ method: undefined, websocket: true }, 'allow', PRESETS],
      [{ binary: '/usr/bin/wget', websocket: true }, 'deny_l4', 'openshell-0.0.46.md §1.5 step 2'],
    ],
  },
  {
    name: 'read-write and full: text too',
    openshell: BOTH,
    policy: forCurl(
      { ...ENDPOINT, protocol: 'websocket', access: 'read-write' },
      { ...ENDPOINT, protocol: 'websocket', host: 'full.example.com', access: 'full' },
    ),
    request: REQUEST,
    cases: [
      [{ websocket: true }, 'allow', PRESETS],
      [{ websocket: { text: 'hello' } }, 'allow', PRESETS],
      [{}, 'deny', STEP6],
      [{ host: 'full.example.com', websocket: { text: 'x' } }, 'allow', PRESETS],
      [{ host: 'full.example.com' }, 'deny', `${STEP6}: even with full access`],
      [{ host: 'full.example.com', method: 'DELETE' }, 'deny', STEP6],
    ],
  },
  {
    name: 'audit forwards text, but not what is no upgrade',
    openshell: BOTH,
    policy: forCurl({ ...ENDPOINT, protocol: 'websocket', enforcement: 'audit', access: 'read-only' }),
    request: REQUEST,
    cases: [
      [{ websocket: { text: 'hello' } }, 'audit', STEP6],
      [{}, 'deny', `${STEP6}: even in audit`],
      [{ websocket: true }, 'allow', PRESETS],
    ],
  },
  {
    name: 'rules by path and query of the upgrade',
    openshell: BOTH,
    policy: forCurl({
      ...ENDPOINT,
      protocol: 'websocket',
      rules: [
        { method: 'GET', path: '/chat/*' },
        { method: 'WEBSOCKET_TEXT', path: '/chat/room', query: { token: 't*' } },
      ],
      denyRules: [{ method: 'WEBSOCKET_TEXT', path: '/chat/room', query: { mode: 'ro' } }],
    }),
    request: { ...REQUEST, path: '/chat/room' },
    cases: [
      [{ websocket: true }, 'allow', RULES],
      [{ path: '/chat', websocket: true }, 'deny', RULES],
      [{ path: '/chat/a/b', websocket: true }, 'deny', `${RULES}: * stays in one segment`],
      [{ websocket: { text: 'x' } }, 'deny', `${RULES}: the query key is missing`],
      [{ path: '/chat/room?token=t1', websocket: { text: 'x' } }, 'allow', RULES],
      [{ path: '/chat/room?token=z', websocket: { text: 'x' } }, 'deny', RULES],
      [{ path: '/chat/room?token=t1&mode=ro', websocket: { text: 'x' } }, 'deny', `${RULES}: deny beats allow`],
      [{ path: '/chat/room?token=t1&mode=ro', websocket: true }, 'allow', `${RULES}: the deny rule is about text`],
      [{ path: '/chat/other?token=t1', websocket: { text: 'x' } }, 'deny', RULES],
    ],
  },
  {
    name: 'a rest endpoint lets an allowed GET upgrade to an uninspected socket',
    openshell: BOTH,
    policy: forCurl({
      host: 'ws.example.com',
      port: 443,
      protocol: 'rest',
      enforcement: 'enforce',
      access: 'read-only',
    }),
    request: REQUEST,
    cases: [
      [{ websocket: true }, 'allow', END],
      [{ websocket: { text: 'anything' } }, 'allow', `${END}: uninspected`],
      [{ method: 'POST' }, 'deny', PRESETS],
    ],
  },
  {
    name: 'beside a rest endpoint the longer path wins',
    openshell: BOTH,
    policy: forCurl(
      { ...ENDPOINT, protocol: 'websocket', path: '/socket/**', access: 'full' },
      { host: 'ws.example.com', port: 443, protocol: 'rest', enforcement: 'enforce', access: 'read-only' },
    ),
    request: REQUEST,
    cases: [
      [{ path: '/api' }, 'allow', STEP6],
      [{ path: '/socket/a' }, 'deny', `${STEP6}: the websocket endpoint is chosen`],
      [{ path: '/socket/a', websocket: { text: 'x' } }, 'allow', STEP6],
      [{ path: '/socket', websocket: true }, 'allow', `${STEP6}: P/** covers P, and REST allows the GET`],
      [{ path: '/api', method: 'POST' }, 'deny', STEP6],
    ],
  },
  {
    name: 'GraphQL deny rules: messages are read as operations',
    openshell: BOTH,
    policy: forCurl({
      ...ENDPOINT,
      protocol: 'websocket',
      access: 'full',
      denyRules: [{ operationType: 'mutation' }, { operationType: 'subscription', fields: ['secret*'] }],
    }),
    request: REQUEST,
    cases: [
      [{ websocket: true }, 'allow', MIXED],
      [{ websocket: { text: '{"type":"connection_init"}' } }, 'allow', `${MIXED}: control messages pass`],
      [{ websocket: { text: '{"type":"ping"}' } }, 'allow', MIXED],
      [{ websocket: { text: '{"type":"complete","id":"1"}' } }, 'allow', MIXED],
      [{ websocket: { text: 'hello' } }, 'deny', 'l7/websocket.rs: not JSON'],
      [{ websocket: { text: '[]' } }, 'deny', 'l7/websocket.rs: not an object'],
      [{ websocket: { text: '{"type":"data"}' } }, 'deny', 'l7/websocket.rs: unknown type'],
      [{ websocket: { text: '{"type":"subscribe","payload":{"query":"{a}"}}' } }, 'deny', 'l7/websocket.rs: no id'],
      [{ websocket: { text: '{"type":"subscribe","id":"1"}' } }, 'deny', 'l7/websocket.rs: no payload'],
      [
        { websocket: { text: '{"type":"subscribe","id":"1","payload":{"query":"mutation{a}"}}' } },
        'deny',
        'openshell-0.0.46.md §1.5 step 7',
      ],
      [
        { websocket: { text: '{"type":"subscribe","id":"1","payload":{"query":"{a}"}}' } },
        'deny',
        'openshell-0.0.46.md §1.5 step 7: an operation that no operation rule allows is denied',
      ],
    ],
  },
  {
    name: 'policies that the supervisor does not load',
    openshell: BOTH,
    policy: fileForCurl({
      ...ENDPOINT,
      protocol: 'websocket',
      rules: [{ operationType: 'query' }, { method: 'GET', path: '/chat' }],
    }),
    request: { ...REQUEST, websocket: true },
    cases: [
      [{}, 'not_loaded', 'l7/mod.rs: over the wire each allow rule has a method, so GraphQL ones count as mixed'],
    ],
  },
  {
    name: 'WEBSOCKET_TEXT beside GraphQL rules does not load',
    openshell: BOTH,
    policy: fileForCurl({
      ...ENDPOINT,
      protocol: 'websocket',
      rules: [
        { method: 'GET', path: '/chat' },
        { method: 'websocket_text', path: '/chat' },
      ],
      denyRules: [{ operationType: 'mutation' }],
    }),
    request: { ...REQUEST, websocket: true },
    cases: [[{}, 'not_loaded', MIXED]],
  },
  {
    name: 'forwarded requests need no upgrade',
    openshell: BOTH,
    policy: forCurl({ ...ENDPOINT, protocol: 'websocket', port: 80, access: 'read-only' }),
    request: { ...REQUEST, port: 80, tls: false, via: 'forward' },
    cases: [
      [{}, 'allow', 'proxy.rs handle_forward_proxy: no upgrade check before the rules'],
      [{ method: 'POST' }, 'deny', PRESETS],
    ],
  },
];
