/** One thing a process in a sandbox tries to do. */
export interface PolicyRequest {
  /** Path of the executable, as the kernel resolves it. */
  readonly binary: string;
  /** Paths of the executables of its parents. @default - none */
  readonly ancestors?: readonly string[];
  readonly host: string;
  readonly port: number;
  /** What the name resolves to. @default - the address itself for an address, else unknown and taken as public */
  readonly addresses?: readonly string[];
  /** Whether the client speaks TLS inside the tunnel. */
  readonly tls: boolean;
  /**
   * How the proxy is asked: a CONNECT tunnel, or one absolute-form request in clear text.
   * @default connect
   */
  readonly via?: 'connect' | 'forward';
  /**
   * The HTTP method. Without any request at all, `tls: true` asks about the connection alone and `tls: false` about
   * clear text that is not HTTP.
   */
  readonly method?: string;
  /** The request target as sent, with or without its query. @default / */
  readonly path?: string;
  /** Decoded query values; those in `path` are added. */
  readonly query?: { readonly [key: string]: string | readonly string[] };
  /** A valid WebSocket upgrade, or a text message of the client after it. */
  readonly websocket?: boolean | { readonly text?: string };
  /** A GraphQL document, envelope or batch as the request's JSON body. */
  readonly graphql?: string | object;
  /** A JSON-RPC body: the text, the message or batch itself, or just method and parameters. */
  readonly jsonRpc?: unknown;
  /** An MCP body, as `jsonRpc`; or a method and a tool; or `{ receiveStream: true }` for the GET of server events. */
  readonly mcp?: unknown;
}

/** What the proxy does: let pass, refuse, or note the breach and let pass. */
export type Effect = 'allow' | 'deny' | 'audit';

/** Where the answer was found, in the words of the measured corpus and a few more. */
export type Outcome =
  | 'not_loaded'
  | 'deny_l4'
  | 'deny_address'
  | 'deny_protocol'
  | 'deny_no_endpoint'
  | 'allow_raw'
  | 'allow_uninspected'
  | 'allow_connection'
  | 'allow_local'
  | 'allow'
  | 'deny'
  | 'audit';

export interface Decision {
  readonly effect: Effect;
  readonly outcome: Outcome;
  /** Key of the network policy that decided. */
  readonly rule?: string;
  /** Index of the endpoint in it. */
  readonly endpoint?: number;
  /** One sentence. */
  readonly reason: string;
}

/** An HTTP request as the proxy hands it to the engine. */
export interface HttpRequest {
  readonly method: string;
  /** As sent, query included. */
  readonly target: string;
  readonly query: { readonly [key: string]: readonly string[] };
  readonly isUpgrade: boolean;
  readonly text: string | undefined;
  readonly graphql: string | object | undefined;
  readonly jsonRpc: unknown;
}

/** The HTTP request in it, or nothing when only a connection or raw bytes are meant. */
export function httpRequestOf(request: PolicyRequest): HttpRequest | undefined {
  const { method, path, query, websocket, graphql } = request;
  const isUpgrade = websocket !== undefined && websocket !== false;
  const jsonRpc = request.mcp ?? request.jsonRpc;
  const isBare = method === undefined && path === undefined && graphql === undefined && jsonRpc === undefined;
  if (isBare && !isUpgrade) return undefined;
  const hasBody = graphql !== undefined || (jsonRpc !== undefined && !isReceiveStream(jsonRpc));
  return {
    method: method ?? (hasBody ? 'POST' : 'GET'),
    target: path ?? '/',
    query: query === undefined ? NO_QUERY : asLists(query),
    isUpgrade,
    text: typeof websocket === 'object' ? websocket?.text : undefined,
    graphql,
    jsonRpc,
  };
}

const NO_QUERY: HttpRequest['query'] = {};

function asLists(query: NonNullable<PolicyRequest['query']>): HttpRequest['query'] {
  return Object.fromEntries(
    Object.entries(query).map(([key, value]) => [key, typeof value === 'string' ? [value] : value]),
  );
}

/** Whether this stands for the bodiless GET by which an MCP client receives server events. */
export function isReceiveStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && (body as { receiveStream?: unknown }).receiveStream === true;
}
