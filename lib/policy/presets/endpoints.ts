import type { HttpMethod, RestEndpoint, RestRule } from '../model';

/**
 * Hosts that take credentials in request bodies. The list is shared, because two bundles that open one host must agree
 * on it, or the policy is ambiguous (upstream's outlook and teams do not). source: facts/nemoclaw.md §2.6
 */
const TAKES_BODY_CREDENTIALS: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'graph.microsoft.com',
  'login.botframework.com',
  'api.botframework.com',
  'smba.trafficmanager.net',
  'slack.com',
  'api.slack.com',
  'hooks.slack.com',
  'api.tavily.com',
]);

/** A public HTTPS host whose requests are checked; all bundles open it alike, whatever rules they bring. */
export function https(host: string, rules: readonly RestRule[]): RestEndpoint {
  return {
    host,
    port: 443,
    protocol: 'rest',
    enforcement: 'enforce',
    ...(TAKES_BODY_CREDENTIALS.has(host) && { requestBodyCredentialRewrite: true }),
    rules,
  };
}

/** One rule per method and path. GET covers HEAD. */
export function allow(methods: readonly HttpMethod[], ...paths: readonly string[]): RestRule[] {
  return paths.flatMap((path) => methods.map((method) => ({ method, path })));
}

/** GET (and with it HEAD) of these paths. */
export function reads(...paths: readonly string[]): RestRule[] {
  return allow(['GET'], ...paths);
}

/** GET and POST of everything: what upstream opens where an API has no narrower shape. */
export function readsAndPosts(): RestRule[] {
  return allow(['GET', 'POST'], '/**');
}

/** Everything below a prefix, and the prefix itself. */
export function below(prefix: string): readonly [string, string] {
  return [prefix, `${prefix}/**`];
}

/** A Service in the cluster, in place of what upstream expects on the workstation (F-POL-24). */
export interface ClusterService {
  /** Full name, e.g. `vllm.models.svc.cluster.local`. */
  readonly host: string;
  /** The Service's port. */
  readonly port: number;
  /** The Service's address, or the Service CIDR: releases before 0.0.111 reach no private address without. */
  readonly allowedIps: readonly string[];
}

/** A Service of the cluster whose requests are checked. */
export function service({ host, port, allowedIps }: ClusterService, rules: readonly RestRule[]): RestEndpoint {
  return { host, port, protocol: 'rest', enforcement: 'enforce', allowedIps, rules };
}

/** A mirror of packages. There is no default: which registry a fleet trusts is its owner's decision. */
export interface PackageMirror {
  /** Host name alone, e.g. `packages.example.com`. */
  readonly host: string;
  /** @default 443 */
  readonly port?: number;
  /** Path below which the repository lies, e.g. `/repository/npm`. @default - the whole host */
  readonly path?: string;
  /** Addresses of a mirror in a private network. @default - a public address */
  readonly allowedIps?: readonly string[];
}

/** Downloads from a mirror. TLS is terminated: `tls: skip`, as upstream has it, collides with every inspected neighbour. */
export function downloads({ host, port = 443, path = '', allowedIps }: PackageMirror): RestEndpoint {
  return {
    host,
    port,
    protocol: 'rest',
    enforcement: 'enforce',
    ...(allowedIps !== undefined && { allowedIps }),
    rules: reads(`${path.replace(/\/+$/, '')}/**`),
  };
}
