/** A set of upstream versions that are known to work together, and what each part understands. */
export interface Release {
  readonly name: ReleaseName;
  /** One sentence: what it is for. */
  readonly purpose: string;
  readonly agentSandbox: AgentSandboxRelease;
  readonly openshell: { readonly version: string };
  readonly kagent: KagentRelease;
  readonly kmcp: KmcpRelease;
  readonly tools: ToolsRelease;
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

/** What the library needs to know of kagent at a version; images are upstream's names with tag. */
export interface KagentRelease {
  readonly version: string;
  readonly images: {
    readonly controller: string;
    readonly ui: string;
    /** Python agents. */
    readonly app: string;
    /** Go agents; kagent puts it together from the name of `app`. */
    readonly golangAdk: string;
    /** Go agents with skills or code execution. */
    readonly golangAdkFull: string;
    readonly skillsInit: string;
    readonly postgres: string;
    /** Postgres with the extension that memory needs. */
    readonly pgvector: string;
    readonly querydoc: string;
    readonly grafanaMcp: string;
    readonly oauth2Proxy: string;
    /** Either of them speaks mutual TLS for the controller, which cannot. */
    readonly haproxy: string;
    readonly ghostunnel: string;
  };
  /** Versions of OpenShell whose gateway it can drive. source: facts/verified.md §1; faults F-REL-01, F-REL-02 */
  readonly drivesOpenShell: readonly string[];
  /** Images of harnesses that name none, by backend. */
  readonly harnessImages: { readonly [backend in 'openclaw' | 'nemoclaw' | 'hermes']: string };
}

/** What the library needs to know of kmcp at a version. */
export interface KmcpRelease {
  readonly version: string;
  readonly images: {
    readonly controller: string;
    /** Init container of MCPServers that speak stdio; kmcp knows its name by heart, so that no mirror applies. */
    readonly transportAdapter: string;
  };
}

/** What the library needs to know of the tools server at a version. */
export interface ToolsRelease {
  readonly version: string;
  readonly images: { readonly server: string };
  /** What `--tools` knows. */
  readonly toolSets: readonly string[];
}
