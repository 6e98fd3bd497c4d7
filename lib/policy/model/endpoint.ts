import type { AccessPreset, CredentialSigning, Enforcement, PersistedQueryMode, TlsMode } from './enums';
import type {
  GraphqlOperationDocument,
  GraphqlRule,
  JsonRpcRule,
  McpRule,
  RestRule,
  RuleDocument,
  SqlRule,
  WebsocketRule,
} from './rule';

/** One port or several, never both. */
type Ports =
  | { readonly port: number; readonly ports?: never }
  | { readonly ports: readonly number[]; readonly port?: never };

/** Where an endpoint leads. */
type Destination = Ports & {
  /**
   * Exact name or address, or a pattern: `*.x.com` is one label, `**.x.com` one or more, never `x.com` itself.
   * May be left out only with `allowedIps`. source: facts/openshell.md §1.5
   */
  readonly host?: string;
  /**
   * Addresses and CIDRs the name may resolve to; what makes private addresses reachable. Loopback and link-local
   * never are. @default - public addresses only; at 0.0.111 an exact host may also be private
   */
  readonly allowedIps?: readonly string[];
};

/** What every protocol that is inspected has. */
interface Inspected {
  /** Scope of this endpoint among those on the same host and port; `*` crosses `/` here. @default - every path */
  readonly path?: string;
  /** Named on purpose: upstream takes anything but the exact word `enforce` as audit. (F-POL-03) */
  readonly enforcement: Enforcement;
  /** Keeps `%2F` in paths instead of refusing it. @default false */
  readonly allowEncodedSlash?: boolean;
  /** Sends credentials also where the proxy cannot look. From 0.0.111. @default false */
  readonly allowUninspectedCredentials?: boolean;
  /** Binds the credential of one attached provider to this endpoint. From 0.0.111. */
  readonly credentialBinding?: { readonly provider: string };
}

/** Either a preset or rules, never both, never neither. */
type Allowed<Rule> =
  | { readonly access: AccessPreset; readonly rules?: never }
  | { readonly rules: readonly Rule[]; readonly access?: never };

/** A connection nobody looks into. */
export type L4Endpoint = Destination & {
  readonly protocol?: undefined;
  /** `skip` leaves TLS untouched: a raw tunnel without credentials. @default - TLS is terminated and HTTP parsed */
  readonly tls?: TlsMode;
  readonly allowUninspectedCredentials?: boolean;
};

/** A transparent TCP connection. From 0.0.111, and unusable on Kubernetes (F-POL-14). */
export type TcpEndpoint = Ports & {
  readonly protocol: 'tcp';
  /** A DNS name, never an address. */
  readonly host: string;
  readonly allowedIps?: readonly string[];
};

/** HTTP requests, each checked. */
export type RestEndpoint = Destination &
  Inspected &
  Allowed<RestRule> & {
    readonly protocol: 'rest';
    /** Beat what is allowed. @default - none */
    readonly denyRules?: readonly RestRule[];
    /** Fills in credential placeholders in WebSocket text after an allowed upgrade. @default false */
    readonly websocketCredentialRewrite?: boolean;
    /** Fills in credential placeholders in textual bodies up to 256 KiB; not with `credentialSigning`. @default false */
    readonly requestBodyCredentialRewrite?: boolean;
    /** AWS signature by the proxy. From 0.0.111. */
    readonly credentialSigning?: CredentialSigning;
    /** The AWS service to sign for; needed with `credentialSigning`. */
    readonly signingService?: string;
    /** @default - taken from the host name */
    readonly signingRegion?: string;
  };

/** WebSocket upgrades and the text messages of the client. */
export type WebsocketEndpoint = Destination &
  Inspected &
  Allowed<WebsocketRule | GraphqlRule> & {
    readonly protocol: 'websocket';
    readonly denyRules?: readonly (WebsocketRule | GraphqlRule)[];
    readonly websocketCredentialRewrite?: boolean;
    readonly persistedQueries?: PersistedQueryMode;
    readonly graphqlPersistedQueries?: { readonly [hashOrId: string]: GraphqlRule };
  };

/** GraphQL over HTTP, each operation checked. */
export type GraphqlEndpoint = Destination &
  Inspected &
  Allowed<GraphqlRule> & {
    readonly protocol: 'graphql';
    readonly denyRules?: readonly GraphqlRule[];
    /** @default deny */
    readonly persistedQueries?: PersistedQueryMode;
    /** Operations known by hash or id. Each needs `fields`, or the supervisor refuses the policy. */
    readonly graphqlPersistedQueries?: { readonly [hashOrId: string]: GraphqlRule };
    /** @default 65536 */
    readonly graphqlMaxBodyBytes?: number;
  };

/** Declared SQL: relayed raw, rules never evaluated; `enforce` is refused. source: §1.2 (7) */
export type SqlEndpoint = Destination &
  Allowed<SqlRule> & {
    readonly protocol: 'sql';
    readonly enforcement: 'audit';
    readonly denyRules?: readonly SqlRule[];
  };

/** JSON-RPC over HTTP, each call checked. From 0.0.111. */
export type JsonRpcEndpoint = Destination &
  Inspected & {
    readonly protocol: 'json-rpc';
    readonly rules: readonly JsonRpcRule[];
    readonly denyRules?: readonly JsonRpcRule[];
    readonly jsonRpc?: {
      /** @default 65536 */
      readonly maxBodyBytes?: number;
    };
  };

/** The Model Context Protocol over HTTP, each message checked. From 0.0.111; needs a host. */
export type McpEndpoint = Destination &
  Inspected & {
    readonly protocol: 'mcp';
    /** Needed unless `mcp.allowAllKnownMcpMethods`. */
    readonly rules?: readonly McpRule[];
    readonly denyRules?: readonly McpRule[];
    readonly mcp?: McpOptions;
  };

export interface McpOptions {
  /** @default 65536 */
  readonly maxBodyBytes?: number;
  /** Refuses tool names outside `[A-Za-z0-9_.-]{1,128}`; needed for patterns in `tool`. @default true */
  readonly strictToolNames?: boolean;
  /** Allows every method, and of `tools/call` what the rules narrow it to. @default false */
  readonly allowAllKnownMcpMethods?: boolean;
}

/** An endpoint as people write it: what its protocol has no use for does not compile. */
export type Endpoint =
  | L4Endpoint
  | TcpEndpoint
  | RestEndpoint
  | WebsocketEndpoint
  | GraphqlEndpoint
  | SqlEndpoint
  | JsonRpcEndpoint
  | McpEndpoint;

/** An endpoint as a file may hold it: every field, with any text where upstream takes any text. */
export interface EndpointDocument {
  readonly host?: string;
  readonly path?: string;
  readonly port?: number;
  readonly ports?: readonly number[];
  readonly protocol?: string;
  readonly tls?: string;
  readonly enforcement?: string;
  readonly access?: string;
  readonly rules?: readonly RuleDocument[];
  readonly denyRules?: readonly RuleDocument[];
  readonly allowedIps?: readonly string[];
  readonly allowEncodedSlash?: boolean;
  readonly websocketCredentialRewrite?: boolean;
  readonly requestBodyCredentialRewrite?: boolean;
  readonly allowUninspectedCredentials?: boolean;
  readonly persistedQueries?: string;
  readonly graphqlPersistedQueries?: { readonly [hashOrId: string]: GraphqlOperationDocument };
  readonly graphqlMaxBodyBytes?: number;
  readonly credentialSigning?: string;
  readonly signingService?: string;
  readonly signingRegion?: string;
  readonly credentialBinding?: { readonly provider: string };
  readonly jsonRpc?: { readonly maxBodyBytes?: number };
  readonly mcp?: McpOptions;
}
