/** A set of upstream versions that are known to work together, and what each part understands. */
export interface Release {
  readonly name: ReleaseName;
  /** One sentence: what it is for. */
  readonly purpose: string;
  readonly agentSandbox: AgentSandboxRelease;
  readonly openshell: { readonly version: string };
  readonly kagent: { readonly version: string };
  readonly kmcp: { readonly version: string };
  readonly tools: { readonly version: string };
  /** Kubernetes minors that every part is known to run on, lowest first. */
  readonly kubernetes: { readonly minimum: string };
}

/** The name under which a release is asked for and stored in refs. */
export type ReleaseName = 'KAGENT_0_9' | 'SIDE_BY_SIDE';

/** What the library needs to know of agent-sandbox at a version. */
export interface AgentSandboxRelease {
  readonly version: string;
  readonly images: { readonly controller: string };
  /**
   * Kinds that must also be served as v1alpha1, by plural and group, with who needs it.
   * Empty means the v1beta1-only profile: no conversion, no webhook, no certificate.
   */
  readonly v1alpha1: readonly AlphaConsumer[];
  /** Parts that the release can do without and that need v1alpha1 as soon as they are used. */
  readonly optionalV1alpha1: readonly AlphaConsumer[];
  /** Flags with upstream's defaults, so that only what differs is written. source: facts/agent-sandbox.md §3 */
  readonly flagDefaults: { readonly [flag: string]: string | number | boolean };
}

/** A part of the release that reads or writes a kind through v1alpha1. */
export interface AlphaConsumer {
  readonly crd: string;
  readonly who: string;
  readonly source: string;
}
