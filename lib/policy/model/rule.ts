import type { GraphqlOperationType, HttpMethod, WebsocketMethod } from './enums';

/**
 * One pattern, or several of which one must match. The separator is `.`, so `*` does not match `1.2`; `**` matches
 * anything. source: facts/verified.md §3
 */
export type Matcher = string | readonly string[];

/** Which HTTP requests a rule is about. Both fields are needed, or the rule never applies (F-POL-02). */
export interface RestRule {
  /** `*` for any; GET covers HEAD. source: facts/openshell-0.0.46.md §1.4 */
  readonly method: HttpMethod;
  /** Pattern of the canonical path: `*` within one segment, `**` as a whole component across segments. */
  readonly path: string;
  /** To allow, each key must be present and all its values match; to deny, one matching value is enough. */
  readonly query?: { readonly [key: string]: Matcher };
}

/** Which upgrade requests or client text messages a rule is about. */
export interface WebsocketRule {
  readonly method: WebsocketMethod;
  /** Pattern of the path of the upgrade request. */
  readonly path: string;
  readonly query?: { readonly [key: string]: Matcher };
}

/** Which GraphQL operations a rule is about. */
export interface GraphqlRule {
  readonly operationType: GraphqlOperationType;
  /** Pattern of the operation's name. @default - any name, also none */
  readonly operationName?: string;
  /** Patterns of root fields: to allow, all selected ones must match; to deny, one is enough. @default - any */
  readonly fields?: readonly string[];
}

/** Which JSON-RPC calls a rule is about. */
export interface JsonRpcRule {
  /** The exact method, or `*` alone. source: facts/openshell.md §1.4 */
  readonly method: string;
}

/** Which MCP messages a rule is about. */
export interface McpRule {
  /** The method; patterns only within `tools/`. May be left out only with `mcp.allowAllKnownMcpMethods`. */
  readonly method?: string;
  /** Pattern of the tool's name; needs `method: tools/call` (or the method profile of the endpoint). */
  readonly tool?: Matcher;
}

/** Which SQL commands a rule is about. Never evaluated by the versions known here. source: §1.2 (7) */
export interface SqlRule {
  readonly command: string;
}

/** A rule with every field any protocol has, as a file may hold it. */
export interface RuleDocument {
  readonly method?: string;
  readonly path?: string;
  readonly command?: string;
  readonly query?: { readonly [key: string]: Matcher };
  readonly operationType?: string;
  readonly operationName?: string;
  readonly fields?: readonly string[];
  readonly tool?: Matcher;
  /** By name, nested names joined by dots. Only `name` means anything (the tool), and only to `mcp`. */
  readonly params?: { readonly [key: string]: Matcher };
}

/** A registered persisted GraphQL operation. */
export interface GraphqlOperationDocument {
  readonly operationType?: string;
  readonly operationName?: string;
  readonly fields?: readonly string[];
}
