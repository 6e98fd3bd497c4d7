import { type CaseGroup, CURL, fileForCurl, forCurl, NEW, OLD } from './case';

const RULES = 'openshell.md §1.4';
const FIELDS = 'openshell.md §1.3';
const PARSE = 'l7/jsonrpc.rs parse_jsonrpc_message';
const REGO = 'sandbox-policy.rego jsonrpc_*, mcp_*';
const HARD = 'l7/relay.rs l7_request_hard_deny_reason';

const RPC = { host: 'rpc.example.com', port: 443, enforcement: 'enforce' } as const;
const MCP = { host: 'mcp.example.com', port: 443, enforcement: 'enforce' } as const;
const RPC_REQUEST = { ...CURL, host: 'rpc.example.com' };
const MCP_REQUEST = { ...CURL, host: 'mcp.example.com', path: '/mcp' };
const RESPONSE = { jsonrpc: '2.0', id: 1, result: {} };

export const JSON_RPC_CASES: readonly CaseGroup[] = [
  {
    name: 'json-rpc: exact methods',
    openshell: NEW,
    policy: forCurl({
      ...RPC,
      protocol: 'json-rpc',
      rules: [{ method: 'eth_call' }, { method: 'net_version' }],
      denyRules: [{ method: 'net_version' }],
    }),
    request: RPC_REQUEST,
    cases: [
      [{ jsonRpc: { method: 'eth_call' } }, 'allow', RULES],
      [{ jsonRpc: { method: 'eth_call', params: ['x'] } }, 'allow', `${RULES}: parameters are not looked at`],
      [{ jsonRpc: { method: 'ETH_CALL' } }, 'deny', `${RULES}: exact`],
      [{ jsonRpc: { method: 'eth_sign' } }, 'deny', RULES],
      [{ jsonRpc: { method: 'net_version' } }, 'deny', `${RULES}: deny beats allow`],
      [{ jsonRpc: { jsonrpc: '2.0', method: 'eth_call' } }, 'allow', `${PARSE}: a notification`],
      [{ jsonRpc: { jsonrpc: '1.0', id: 1, method: 'eth_call' } }, 'deny', PARSE],
      [{ jsonRpc: '{"jsonrpc":"2.0","id":1,"method":"eth_call"}' }, 'allow', PARSE],
      [{ jsonRpc: '{"jsonrpc":"2.0","id":1' }, 'deny', `${PARSE}: invalid JSON`],
      [{ jsonRpc: [] }, 'deny', `${PARSE}: empty batch`],
      [{ jsonRpc: [{ jsonrpc: '2.0', id: 1, method: 'eth_call' }] }, 'allow', PARSE],
      [
        {
          jsonRpc: [
            { jsonrpc: '2.0', id: 1, method: 'eth_call' },
            { jsonrpc: '2.0', id: 2, method: 'eth_sign' },
          ],
        },
        'deny',
        'l7/relay.rs: every call of a batch must pass',
      ],
      [{ jsonRpc: [{ jsonrpc: '2.0', id: 1, method: 'eth_call' }, 7] }, 'deny', PARSE],
      [{ jsonRpc: RESPONSE }, 'deny', `${HARD}: response frames`],
      [{ method: 'GET', jsonRpc: { method: 'eth_call' } }, 'deny', `${REGO}: POST only`],
      [{ method: 'POST' }, 'deny', `${PARSE}: an empty body is no JSON`],
      [{ jsonRpc: { jsonrpc: '2.0', id: 1, method: 7 } }, 'deny', PARSE],
    ],
  },
  {
    name: 'json-rpc: any method, and audit',
    openshell: NEW,
    policy: forCurl(
      { ...RPC, protocol: 'json-rpc', rules: [{ method: '*' }], denyRules: [{ method: 'admin' }] },
      { ...RPC, protocol: 'json-rpc', host: 'audit.example.com', enforcement: 'audit', rules: [{ method: 'a' }] },
      {
        ...RPC,
        protocol: 'json-rpc',
        host: 'small.example.com',
        rules: [{ method: '*' }],
        jsonRpc: { maxBodyBytes: 60 },
      },
    ),
    request: RPC_REQUEST,
    cases: [
      [{ jsonRpc: { method: 'anything.at.all' } }, 'allow', RULES],
      [{ jsonRpc: { method: 'admin' } }, 'deny', RULES],
      [{ host: 'audit.example.com', jsonRpc: { method: 'a' } }, 'allow', RULES],
      [{ host: 'audit.example.com', jsonRpc: { method: 'b' } }, 'audit', FIELDS],
      [{ host: 'audit.example.com', jsonRpc: '{' }, 'deny', `${HARD}: even in audit`],
      [{ host: 'audit.example.com', jsonRpc: RESPONSE }, 'deny', `${HARD}: even in audit`],
      [{ host: 'small.example.com', jsonRpc: '{"jsonrpc":"2.0","id":1,"method":"a"}' }, 'allow', FIELDS],
      [{ host: 'small.example.com', jsonRpc: `{"jsonrpc":"2.0","id":1,"method":"${'a'.repeat(50)}"}` }, 'deny', FIELDS],
    ],
  },
  {
    name: 'json-rpc and mcp do not exist yet',
    openshell: OLD,
    policy: forCurl({ ...MCP, protocol: 'mcp', rules: [{ method: 'tools/list' }] }),
    request: MCP_REQUEST,
    cases: [[{ mcp: { method: 'tools/list' } }, 'not_loaded', 'openshell-0.0.46.md §1.1']],
  },
  {
    name: 'patterns in json-rpc methods do not load',
    openshell: NEW,
    policy: fileForCurl({ ...RPC, protocol: 'json-rpc', rules: [{ method: 'eth_*' }] }),
    request: RPC_REQUEST,
    cases: [[{ jsonRpc: { method: 'eth_call' } }, 'not_loaded', RULES]],
  },
  {
    name: 'mcp: methods and tools',
    openshell: NEW,
    policy: forCurl({
      ...MCP,
      protocol: 'mcp',
      rules: [
        { method: 'initialize' },
        { method: 'notifications/initialized' },
        { method: 'tools/list' },
        { method: 'tools/call', tool: ['search_*', 'read.file'] },
      ],
      denyRules: [{ method: 'tools/call', tool: 'search_secrets' }],
    }),
    request: MCP_REQUEST,
    cases: [
      [{ mcp: { method: 'initialize' } }, 'allow', RULES],
      [{ mcp: { method: 'notifications/initialized' } }, 'allow', RULES],
      [{ mcp: { method: 'notifications/cancelled', params: {} } }, 'deny', RULES],
      [{ mcp: { method: 'tools/list' } }, 'allow', RULES],
      [{ mcp: { method: 'ping' } }, 'deny', RULES],
      [{ mcp: { method: 'tools/call', tool: 'search_docs' } }, 'allow', RULES],
      [{ mcp: { method: 'tools/call', tool: 'search_x.y' } }, 'deny', `${RULES}: * does not match a dot`],
      [{ mcp: { method: 'tools/call', tool: 'read.file' } }, 'allow', RULES],
      [{ mcp: { method: 'tools/call', tool: 'search_secrets' } }, 'deny', `${RULES}: deny beats allow`],
      [{ mcp: { method: 'tools/call', tool: 'delete' } }, 'deny', RULES],
      [{ mcp: { method: 'tools/call', tool: 'search_ü' } }, 'deny', `${FIELDS}: strict_tool_names`],
      [{ mcp: { method: 'tools/call' } }, 'deny', 'l7/jsonrpc.rs parse_mcp_call: the name is missing'],
      [
        { mcp: { method: 'tools/call', params: { name: 'search_docs', arguments: { any: 'thing' } } } },
        'allow',
        `${RULES}: arguments are not looked at`,
      ],
      [
        { mcp: { jsonrpc: '2.0', id: null, method: 'tools/list' } },
        'deny',
        'l7/jsonrpc.rs: the id is a text or a number',
      ],
      [
        { mcp: { jsonrpc: '2.0', id: 1, method: 'initialize', params: {} } },
        'deny',
        'l7/jsonrpc.rs: parameters of known methods',
      ],
      [{ mcp: { receiveStream: true } }, 'allow', `${REGO}: the GET of server events`],
      [{ method: 'POST', mcp: { receiveStream: true } }, 'deny', REGO],
      [{ mcp: RESPONSE }, 'allow', `${REGO}: clients may answer the server`],
      [{ mcp: { ...RESPONSE, method: 'x' } }, 'deny', `${PARSE}: both call and response`],
      [{ mcp: { jsonrpc: '2.0', result: {} } }, 'deny', `${PARSE}: a response needs an id`],
      [{ method: 'DELETE', mcp: { method: 'tools/list' } }, 'deny', `${REGO}: POST only`],
      [{ method: 'GET' }, 'deny', 'l7/jsonrpc.rs: a GET without the event stream has no body'],
      [{ path: '/elsewhere', mcp: { method: 'tools/list' } }, 'allow', `${FIELDS}: no path means every path`],
    ],
  },
  {
    name: 'mcp: patterns within tools/',
    openshell: NEW,
    policy: forCurl({ ...MCP, protocol: 'mcp', path: '/mcp', rules: [{ method: 'tools/*' }] }),
    request: MCP_REQUEST,
    cases: [
      [{ mcp: { method: 'tools/list' } }, 'allow', RULES],
      [{ mcp: { method: 'tools/call', tool: 'anything' } }, 'allow', RULES],
      [{ mcp: { method: 'resources/list' } }, 'deny', RULES],
      [{ path: '/other', mcp: { method: 'tools/list' } }, 'deny', 'openshell-0.0.46.md §1.5 step 7'],
    ],
  },
  {
    name: 'mcp: the method profile',
    openshell: NEW,
    policy: forCurl(
      { ...MCP, protocol: 'mcp', mcp: { allowAllKnownMcpMethods: true } },
      {
        ...MCP,
        protocol: 'mcp',
        host: 'narrow.example.com',
        rules: [{ tool: 'search_docs' }],
        denyRules: [{ method: 'resources/read' }],
        mcp: { allowAllKnownMcpMethods: true },
      },
      {
        ...MCP,
        protocol: 'mcp',
        host: 'loose.example.com',
        rules: [{ method: 'tools/call', tool: 'any name' }],
        mcp: { strictToolNames: false },
      },
    ),
    request: MCP_REQUEST,
    cases: [
      [{ mcp: { method: 'ping' } }, 'allow', FIELDS],
      [{ mcp: { method: 'tools/call', tool: 'x' } }, 'allow', FIELDS],
      [{ mcp: { method: 'x/unknown' } }, 'allow', `${REGO}: unknown methods too`],
      [{ mcp: { method: 'tools/call', tool: 'not strict' } }, 'deny', FIELDS],
      [{ host: 'narrow.example.com', mcp: { method: 'ping' } }, 'allow', REGO],
      [{ host: 'narrow.example.com', mcp: { method: 'tools/call', tool: 'search_docs' } }, 'allow', REGO],
      [{ host: 'narrow.example.com', mcp: { method: 'tools/call', tool: 'other' } }, 'deny', `${REGO}: narrowed`],
      [{ host: 'narrow.example.com', mcp: { method: 'resources/read', params: { uri: 'a' } } }, 'deny', REGO],
      [{ host: 'loose.example.com', mcp: { method: 'tools/call', tool: 'any name' } }, 'allow', FIELDS],
      [{ host: 'loose.example.com', mcp: { method: 'tools/call', tool: 'another name' } }, 'deny', FIELDS],
    ],
  },
  {
    name: 'mcp beside a broad rest endpoint: any endpoint may allow',
    openshell: NEW,
    policy: forCurl(
      { ...MCP, protocol: 'mcp', path: '/mcp', rules: [{ method: 'tools/list' }] },
      {
        host: 'mcp.example.com',
        port: 443,
        protocol: 'rest',
        enforcement: 'enforce',
        rules: [{ method: 'POST', path: '/**' }],
      },
    ),
    request: MCP_REQUEST,
    cases: [
      [{ mcp: { method: 'tools/list' } }, 'allow', REGO],
      [{ mcp: { method: 'tools/call', tool: 'x' } }, 'allow', 'openshell-0.0.46.md §1.5 step 7: REST allows the POST'],
      [{ mcp: { jsonrpc: '2.0' } }, 'deny', `${HARD}: but it has to parse`],
      [{ path: '/other', method: 'GET' }, 'deny', 'openshell-0.0.46.md §1.5 step 7'],
    ],
  },
  {
    name: 'mcp policies that do not load',
    openshell: NEW,
    policy: fileForCurl({
      ...MCP,
      protocol: 'mcp',
      rules: [{ method: 'tools/call' }, { method: 'tools/call', tool: 'a' }],
    }),
    request: MCP_REQUEST,
    cases: [[{ mcp: { method: 'tools/list' } }, 'not_loaded', `${RULES}: a blanket tools/call conflicts`]],
  },
];
