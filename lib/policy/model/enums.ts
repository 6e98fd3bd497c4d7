/** How requests of an endpoint are read. Absent means a plain connection (L4). */
export const PROTOCOLS = ['tcp', 'rest', 'websocket', 'graphql', 'sql', 'json-rpc', 'mcp'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** What happens to a request that breaks the rules: refused, or logged and forwarded. */
export const ENFORCEMENTS = ['enforce', 'audit'] as const;
export type Enforcement = (typeof ENFORCEMENTS)[number];

/** A ready-made set of allowed requests. source: facts/openshell.md §1.3 */
export const ACCESS_PRESETS = ['read-only', 'read-write', 'full'] as const;
export type AccessPreset = (typeof ACCESS_PRESETS)[number];

/** The only TLS choice there is: not to look inside. Absent means detect and terminate. */
export const TLS_MODES = ['skip'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** What to do where the kernel cannot confine files: go on without, or refuse to start. */
export const LANDLOCK_COMPATIBILITIES = ['best_effort', 'hard_requirement'] as const;
export type LandlockCompatibility = (typeof LANDLOCK_COMPATIBILITIES)[number];

/** Methods of a `rest` rule, or `*` for any. */
export const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', '*'] as const;
export type HttpMethod = (typeof HTTP_METHODS)[number];

/** Methods of a `websocket` rule: the upgrade, a text message of the client, or both. */
export const WEBSOCKET_METHODS = ['GET', 'WEBSOCKET_TEXT', '*'] as const;
export type WebsocketMethod = (typeof WEBSOCKET_METHODS)[number];

export const GRAPHQL_OPERATION_TYPES = ['query', 'mutation', 'subscription', '*'] as const;
export type GraphqlOperationType = (typeof GRAPHQL_OPERATION_TYPES)[number];

/** What to do with a persisted query that comes without its document. */
export const PERSISTED_QUERY_MODES = ['deny', 'allow_registered'] as const;
export type PersistedQueryMode = (typeof PERSISTED_QUERY_MODES)[number];

/** Signing of outgoing requests by the proxy: whether the body is part of it. */
export const CREDENTIAL_SIGNINGS = ['sigv4', 'sigv4:body', 'sigv4:no_body'] as const;
export type CredentialSigning = (typeof CREDENTIAL_SIGNINGS)[number];

/** What happens to a request when a middleware cannot be asked. */
export const MIDDLEWARE_FAILURES = ['fail_closed', 'fail_open'] as const;
export type MiddlewareFailure = (typeof MIDDLEWARE_FAILURES)[number];
