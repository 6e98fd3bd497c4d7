import type { StoredPolicy } from '../../lib/gateway-state/policy-difference';

export type SandboxPhase = 'unspecified' | 'provisioning' | 'ready' | 'error' | 'deleting' | 'unknown';

export interface SandboxView {
  readonly id: string;
  readonly phase: SandboxPhase;
  /** The policy it was created with. */
  readonly policy?: StoredPolicy;
}

export type RevisionStatus = 'unspecified' | 'pending' | 'loaded' | 'failed' | 'superseded';

/** One version of a policy, and what became of it in the sandbox. */
export interface PolicyRevision {
  readonly version: number;
  readonly hash: string;
  readonly status: RevisionStatus;
  /** Why the supervisor refused it. */
  readonly loadError: string;
  readonly policy: StoredPolicy;
  /** The version that the supervisor last said it runs; 0 before it said anything. */
  readonly activeVersion: number;
}

export interface ProviderView {
  readonly type: string;
  /** The gateway tells the names only. source: NVIDIA/OpenShell v0.0.46, grpc/provider.rs */
  readonly credentialNames: readonly string[];
  readonly config: { readonly [name: string]: string };
  readonly resourceVersion: number;
}

export interface ProviderWrite {
  readonly name: string;
  readonly type: string;
  readonly credentials: { readonly [name: string]: string };
  readonly config: { readonly [name: string]: string };
}

export interface RouteView {
  readonly provider: string;
  readonly model: string;
  readonly timeoutSeconds: number;
}

export type SettingValue = string | number | boolean;

/** Rows of a workspace, where the release has workspaces. */
export interface InWorkspace {
  readonly workspace?: string;
}

/**
 * A gateway of any release, in the words of none. What is not there is `undefined`; everything else that goes wrong is
 * thrown as a `GatewayError`. All writes may be repeated.
 */
export interface GatewayClient {
  /** The version that the gateway calls itself. */
  version(): Promise<string>;
  sandbox(name: string, at: InWorkspace): Promise<SandboxView | undefined>;
  /** The latest version of the sandbox's policy, with its content. */
  policy(sandbox: string, at: InWorkspace): Promise<PolicyRevision | undefined>;
  /** The latest version of the gateway-wide policy; superseded when it is not in force. */
  gatewayPolicy(): Promise<PolicyRevision | undefined>;
  setPolicy(sandbox: string, policy: StoredPolicy, at: InWorkspace): Promise<number>;
  setGatewayPolicy(policy: StoredPolicy): Promise<number>;
  removeGatewayPolicy(): Promise<void>;
  provider(name: string, at: InWorkspace): Promise<ProviderView | undefined>;
  createProvider(provider: ProviderWrite, at: InWorkspace): Promise<ProviderView>;
  /** Adds and replaces by name; the gateway keeps what is not named. */
  updateProvider(provider: ProviderWrite, at: InWorkspace): Promise<ProviderView>;
  removeProvider(name: string, at: InWorkspace): Promise<void>;
  route(name: string, at: InWorkspace): Promise<RouteView | undefined>;
  setRoute(name: string, route: RouteView, at: InWorkspace): Promise<void>;
  /** Absent where the release has no way to remove a route. */
  readonly removeRoute?: (name: string, at: InWorkspace) => Promise<void>;
  settings(): Promise<ReadonlyMap<string, SettingValue>>;
  setSetting(name: string, value: SettingValue): Promise<void>;
  removeSetting(name: string): Promise<void>;
  /** Exit code of the command in the sandbox with this id. */
  run(sandboxId: string, command: readonly string[], timeoutSeconds: number): Promise<number>;
  /** The policy as the gateway would give it back. */
  asStored(policy: object): StoredPolicy;
  /** Fields of the policy that this release has not. */
  unknownFields(policy: object): readonly string[];
  /** Bytes of the policy on the wire, which the gateway limits. */
  policyBytes(policy: object): number;
  /**
   * Whether a supervisor says what it loaded at start. Where not, a version that it found at start stays pending.
   * source: NVIDIA/OpenShell v0.0.46 and v0.0.111, crates/openshell-sandbox/src/lib.rs
   */
  readonly acknowledgesFirstPolicy: boolean;
  /** Calls made so far, by method. */
  readonly callsMade: ReadonlyMap<string, number>;
  close(): void;
}
