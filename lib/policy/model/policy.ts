import type { Endpoint, EndpointDocument } from './endpoint';
import type { LandlockCompatibility, MiddlewareFailure } from './enums';

/** What a sandbox may read, write and reach. Plain data; nothing in it may be deferred, since it decides structure. */
export interface Policy extends Omit<PolicyDocument, 'landlock' | 'networkPolicies' | 'networkMiddlewares'> {
  readonly landlock?: Landlock<LandlockCompatibility>;
  readonly networkPolicies?: { readonly [key: string]: NetworkPolicy<Endpoint> };
  readonly networkMiddlewares?: { readonly [key: string]: Middleware<MiddlewareFailure> };
}

/** A policy as a file may hold it: fields with a fixed set of words may hold any text, as upstream takes them. */
export interface PolicyDocument {
  /** @default 1 */
  readonly version?: number;
  /** Frozen on a live sandbox but for added paths. @default - working directory and nothing else */
  readonly filesystem?: Filesystem;
  /** Frozen on a live sandbox. */
  readonly landlock?: Landlock;
  /** Frozen on a live sandbox; on Kubernetes the driver's own uid and gid win. source: facts/openshell.md §1.1 */
  readonly process?: ProcessIdentity;
  /** By name. Absent or empty means no network, `inference.local` aside. Changes take effect within ten seconds. */
  readonly networkPolicies?: { readonly [key: string]: NetworkPolicy };
  /** By name, at most ten. From 0.0.111. */
  readonly networkMiddlewares?: { readonly [key: string]: Middleware };
}

export interface Filesystem {
  /** @default false as soon as `filesystem` is given (F-POL-11); a no-op on Kubernetes at 0.0.46 (§1.2 (9)) */
  readonly includeWorkdir?: boolean;
  /** Absolute paths. */
  readonly readOnly?: readonly string[];
  /** Absolute paths, never `/`. */
  readonly readWrite?: readonly string[];
}

export interface Landlock<Compatibility extends string = string> {
  /** Any other word means `best_effort` upstream (F-POL-04); `hard_requirement` works from 0.0.88 (F-REL-05). */
  readonly compatibility?: Compatibility;
}

export interface ProcessIdentity {
  /** `sandbox`; from 0.0.111 also a number from 1. */
  readonly runAsUser?: string;
  readonly runAsGroup?: string;
}

/** Who may reach what. */
export interface NetworkPolicy<E = EndpointDocument> {
  /** Shown in logs. @default - the key */
  readonly name?: string;
  readonly endpoints?: readonly E[];
  /**
   * Paths of executables, as the kernel resolves them, of the calling process or any ancestor; patterns with `/`
   * as separator. None matches nobody (F-POL-06).
   */
  readonly binaries?: readonly string[];
}

/** A program that sees requests before they leave. */
export interface Middleware<Failure extends string = string> {
  /** @default - the key */
  readonly name?: string;
  /** What runs: `openshell/regex`, or one registered with the gateway. */
  readonly middleware: string;
  /** Lower runs first; no two alike. @default 0 */
  readonly order?: number;
  /** Settings of the middleware itself. */
  readonly config?: { readonly [key: string]: unknown };
  /** @default fail_closed */
  readonly onError?: Failure;
  /** Hosts whose requests it sees; exclusions win. */
  readonly endpoints?: { readonly include?: readonly string[]; readonly exclude?: readonly string[] };
}
