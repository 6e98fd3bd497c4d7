import type {
  EndpointDocument,
  Filesystem,
  GraphqlOperationDocument,
  Landlock,
  McpOptions,
  Middleware,
  NetworkPolicy,
  PolicyDocument,
  ProcessIdentity,
  RuleDocument,
} from '../model';

/**
 * The one description of a policy's fields from which reading and writing of every spelling follow.
 *
 * The typed form has upstream's names in camelCase. It differs from the file in three places only: a binary is its
 * path, a rule stands without its `allow`, and several patterns are an array.
 */
export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  | { readonly kind: 'struct'; readonly fields: readonly Field[] }
  /** `{ path, harness? }` in the file, the path alone here. */
  | { readonly kind: 'binary' }
  /** `{ allow: … }` in the file. */
  | { readonly kind: 'allow'; readonly of: Shape }
  /** A pattern, or `{ any: […] }` in the file. */
  | { readonly kind: 'matcher' }
  /** Patterns by name; nested in the file, joined by dots here. */
  | { readonly kind: 'params' }
  /** Any JSON. */
  | { readonly kind: 'json' };

export interface Field {
  /** Name in the typed form. */
  readonly name: string;
  /** Name in the file. */
  readonly key: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** Whether `null` stands for absent in the file. */
  readonly nullable: boolean;
}

type Spec = Shape & { readonly required?: boolean; readonly nullable?: boolean; readonly key?: string };

const text: Spec = { kind: 'text' };
const flag: Spec = { kind: 'flag' };
const port: Spec = { kind: 'number', min: 0, max: 65_535 };
const u32: Spec = { kind: 'number', min: 0, max: 4_294_967_295 };
const i32: Spec = { kind: 'number', min: -2_147_483_648, max: 2_147_483_647 };
const matcher: Spec = { kind: 'matcher' };
const list = (of: Shape): Spec => ({ kind: 'list', of });
const map = (of: Shape): Spec => ({ kind: 'map', of });
const optional = (of: Spec): Spec => ({ ...of, nullable: true });
const required = (of: Spec): Spec => ({ ...of, required: true });

/** Every key of `T` must have its shape, and nothing else may. */
function struct<T>(specs: { readonly [K in keyof Required<T>]: Spec }): Spec & { readonly kind: 'struct' } {
  const fields = Object.entries<Spec>(specs).map(([name, { required, nullable, key, ...shape }]) => ({
    name,
    key: key ?? snakeCase(name),
    shape: shape as Shape,
    required: required === true,
    nullable: nullable === true,
  }));
  return { kind: 'struct', fields };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const rule = struct<RuleDocument>({
  method: text,
  path: text,
  command: text,
  query: map(matcher),
  operationType: text,
  operationName: text,
  fields: list(text),
  tool: optional(matcher),
  params: { kind: 'params' },
});

const graphqlOperation = struct<GraphqlOperationDocument>({
  operationType: text,
  operationName: text,
  fields: list(text),
});

const mcp = struct<McpOptions>({
  maxBodyBytes: u32,
  strictToolNames: optional(flag),
  allowAllKnownMcpMethods: optional(flag),
});

const endpoint = struct<EndpointDocument>({
  host: text,
  path: text,
  port,
  ports: list(port),
  protocol: text,
  tls: text,
  enforcement: text,
  access: text,
  rules: list({ kind: 'allow', of: rule }),
  allowedIps: list(text),
  denyRules: list(rule),
  allowEncodedSlash: flag,
  websocketCredentialRewrite: flag,
  requestBodyCredentialRewrite: flag,
  allowUninspectedCredentials: flag,
  persistedQueries: text,
  graphqlPersistedQueries: map(graphqlOperation),
  graphqlMaxBodyBytes: u32,
  credentialSigning: text,
  signingService: text,
  signingRegion: text,
  credentialBinding: optional(struct<{ provider: string }>({ provider: required(text) })),
  jsonRpc: optional(struct<{ maxBodyBytes?: number }>({ maxBodyBytes: u32 })),
  mcp: optional(mcp),
});

const networkPolicy = struct<NetworkPolicy>({
  name: text,
  endpoints: list(endpoint),
  binaries: list({ kind: 'binary' }),
});

const middleware = struct<Middleware>({
  name: text,
  middleware: required(text),
  order: i32,
  config: map({ kind: 'json' }),
  onError: text,
  endpoints: optional(
    struct<{ include?: readonly string[]; exclude?: readonly string[] }>({ include: list(text), exclude: list(text) }),
  ),
});

/** The whole policy. source: facts/openshell.md §1 */
export const POLICY_SHAPE = struct<PolicyDocument>({
  version: required(u32),
  filesystem: {
    ...optional(struct<Filesystem>({ includeWorkdir: flag, readOnly: list(text), readWrite: list(text) })),
    key: 'filesystem_policy',
  },
  landlock: optional(struct<Landlock>({ compatibility: text })),
  process: optional(struct<ProcessIdentity>({ runAsUser: text, runAsGroup: text })),
  networkPolicies: map(networkPolicy),
  networkMiddlewares: map(middleware),
});
