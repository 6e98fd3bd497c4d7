/** The versions of OpenShell whose reading of a policy is known. */
export const OPENSHELL_VERSIONS = ['0.0.46', '0.0.49', '0.0.111'] as const;
export type OpenShellVersion = (typeof OPENSHELL_VERSIONS)[number];

/** What one version of OpenShell understands of a policy, and how it behaves where versions differ. */
export interface OpenShellRelease {
  readonly version: OpenShellVersion;
  /** Words of `protocol`, without the empty one. */
  readonly protocols: readonly string[];
  /** Keys of the file, in its own spelling, that this version does not know: a parse error in a file. */
  readonly unknownKeys: UnknownKeys;
  readonly quirks: OpenShellQuirks;
  readonly limits: OpenShellLimits;
}

export interface UnknownKeys {
  readonly policy: readonly string[];
  readonly endpoint: readonly string[];
  readonly rule: readonly string[];
}

export interface OpenShellQuirks {
  /** Where a host may hold `*`: only as the whole first label, anywhere in it, or also as a whole later label. */
  readonly hostWildcards: 'whole-first-label' | 'first-label' | 'whole-later-label';
  /** Whether the gateway looks at endpoints beyond `*.tld` (host, ports, wildcards, signing, reserved keys). */
  readonly gatewayChecksEndpoints: boolean;
  /** Whether overlapping endpoints that disagree are refused; otherwise their order decides. */
  readonly refusesAmbiguity: boolean;
  /** Whether `process` may be a number; otherwise it must be exactly `sandbox`. */
  readonly numericIdentity: boolean;
  /** Whether clear text that is not HTTP passes an inspected endpoint untouched. */
  readonly plaintextBypass: boolean;
  /** Whether an exact host may resolve to a private address without `allowed_ips`. */
  readonly exactHostReachesPrivate: boolean;
  /** Whether `%2F` is checked again against the endpoint that was chosen, or allowed by any on the route. */
  readonly encodedSlashPerEndpoint: boolean;
  /** Whether 192.0.2.0/24 and the broadcast address count as internal. */
  readonly testNet1IsInternal: boolean;
  /** Whether `landlock: hard_requirement` can start at all. (F-REL-05) */
  readonly survivesHardRequirement: boolean;
  /** Whether rules of which none allows anything are refused at load. */
  readonly refusesRulesThatAllowNothing: boolean;
}

export interface OpenShellLimits {
  readonly policyBytes: number;
  readonly filesystemPaths: number;
  readonly pathLength: number;
  readonly middlewares: number;
  readonly middlewarePatterns: number;
  /** Ports never reached through `allowed_ips` or a private address. */
  readonly blockedPorts: readonly number[];
}

/** What all known versions share. source: facts/openshell.md §1, §1.6; facts/openshell-0.0.46.md §1.2, §1.5 */
export const LIMITS: OpenShellLimits = {
  policyBytes: 262_144,
  filesystemPaths: 256,
  pathLength: 4096,
  middlewares: 10,
  middlewarePatterns: 32,
  blockedPorts: [2379, 2380, 6443, 10250, 10255],
};
