import type { OpenShellVersion } from '../release';

/** What the gateway of one version of OpenShell is made of and understands. */
export interface GatewayRelease {
  readonly version: OpenShellVersion;
  readonly images: { readonly gateway: string; readonly supervisor: string };
  /** Every table of gateway.toml by its dotted name; a table that is not here ends the gateway at its start. */
  readonly tables: { readonly [name: string]: GatewayTable };
  readonly can: GatewayCapabilities;
}

/** The keys of one table. */
export interface GatewayTable {
  readonly keys: { readonly [key: string]: TomlType };
  /**
   * What the binary does with another key: `fatal` ends it at its start, `ignored` loses the setting in silence,
   * `free` means that every key is one. Refused are both of the former. source: fault F-REL-14
   */
  readonly unknownKeys: 'fatal' | 'ignored' | 'free';
}

/** The type of a value, or the words that it may be. */
export type TomlType = 'string' | 'boolean' | 'integer' | 'strings' | readonly string[];

/** What differs between versions, named after what a user can ask for. */
export interface GatewayCapabilities {
  /** Keys with which sandboxes get an identity of their own; needed wherever they exist. */
  readonly jwtKeys: boolean;
  /** A key that encrypts provider credentials in the database; without it they lie there in clear text. */
  readonly credentialKey: boolean;
  /** Whether certificates that were renewed are read again; otherwise once, at the start. */
  readonly reloadsCertificates: boolean;
  /** Whether callers that nothing authenticates are let in only when told to. */
  readonly anonymousSwitch: boolean;
  /** Whether sandboxes present a ServiceAccount token, which the gateway has reviewed. */
  readonly sandboxTokens: boolean;
  /** Whether the ServiceAccount of sandbox pods can be chosen; otherwise it is the namespace's `default`. */
  readonly sandboxServiceAccount: boolean;
  /** What OTLP exports. */
  readonly otlp: readonly 'traces'[];
  /** Whether there is something to turn off. */
  readonly telemetry: boolean;
  readonly workspaceModes: readonly ('shared' | 'managed' | 'operator')[];
  readonly topologies: readonly ('combined' | 'sidecar')[];
  /** Whether the driver can set `appArmorProfile` on its pods. (F-REL-06) */
  readonly appArmorProfile: boolean;
  /** A RuntimeClass for every sandbox. (F-REL-13) */
  readonly defaultRuntimeClass: boolean;
  /** Pull secrets on sandbox pods. (F-REL-13) */
  readonly imagePullSecrets: boolean;
  /** A StorageClass for workspaces. */
  readonly workspaceStorageClass: boolean;
  /** What happens to a policy update that a sandbox cannot load. */
  readonly policyValidationFailureMode: boolean;
  /** Whether the driver reads annotations of the sandbox namespace for the user ids of OpenShift. */
  readonly readsNamespace: boolean;
  /**
   * The supervisor's limit of processes and threads for the command, which the kernel counts per user id and node, over
   * all pods; `none` leaves it to the kubelet's podPidsLimit. source: facts/openshell-0.0.46.md §0, §5; faults F-NEM-04, F-ISO-09
   */
  readonly processLimit: number | 'none';
  /** Whether the driver changes Sandboxes after it made them: labels, stop and start. */
  readonly patchesSandboxes: boolean;
}
