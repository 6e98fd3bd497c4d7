import type { SecretKeyRef } from './secret-ref';

/**
 * A row in an OpenShell gateway's database: not a Kubernetes object, but part of the definition all the same.
 * `kagent-fleet sync` writes them. source: DESIGN §4; fault F-NEM-10
 */
export type GatewayState = GatewayRow &
  (PolicyRow | GatewayPolicyRow | ProviderRow | InferenceRouteRow | SettingRow | CheckRow);

interface GatewayRow {
  /** Identity of the row in the plan and in the record of what was written; stable, unique in one gateway's document. */
  readonly key: string;
  /** The component that the row belongs to. @default the key */
  readonly owner?: string;
  /** What stands in its place until it is written. @default what upstream has there, by kind */
  readonly replaces?: string;
  /** The gateway's workspace, from OpenShell 0.0.88; earlier gateways have none. @default "default" */
  readonly workspace?: string;
}

/** The whole policy of one sandbox, as proto-JSON. source: facts/openshell.md §1.9 */
interface PolicyRow {
  readonly kind: 'Policy';
  readonly sandbox: string;
  readonly policy: object;
}

/** The policy of every sandbox at once: while it is there, no sandbox has one of its own. source: facts/openshell.md §1.9 */
interface GatewayPolicyRow {
  readonly kind: 'GatewayPolicy';
  readonly policy: object;
}

interface ProviderRow {
  readonly kind: 'Provider';
  /** Name of the provider record. */
  readonly provider: string;
  /** Upstream's word for what it is; cannot change. @default the name */
  readonly type?: string;
  readonly credentials: { readonly [name: string]: SecretKeyRef };
  /** Settings that are no secret, such as `OPENAI_BASE_URL`. source: facts/openshell-0.0.46.md §6 */
  readonly config?: { readonly [name: string]: string };
}

interface InferenceRouteRow {
  readonly kind: 'InferenceRoute';
  readonly provider: string;
  readonly model: string;
  /** `inference.local`, or `sandbox-system` for the supervisors' own calls. @default "inference.local" */
  readonly route?: string;
  /** Seconds for one request; 0 is upstream's 60. @default 0 */
  readonly timeoutSeconds?: number;
}

interface SettingRow {
  readonly kind: 'Setting';
  /** A setting that the gateway knows, for all its sandboxes. */
  readonly name: string;
  readonly value: string | number | boolean;
}

interface CheckRow {
  /** Nothing to write: a command that has to succeed inside the sandbox. source: facts/verified.md §7 */
  readonly kind: 'Check';
  readonly sandbox: string;
  readonly command: readonly string[];
}
