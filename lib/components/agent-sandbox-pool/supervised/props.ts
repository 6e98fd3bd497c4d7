import type { Container } from '../../../api/kubernetes';
import type { Deep, Leaf } from '../../../plan/leaf';
import type { SecretKeyRef } from '../../../plan/secret-ref';
import type { ControlPlaneRef } from '../../../platform/control-plane-ref';
import type { Policy } from '../../../policy';
import type { Backend, InfrastructureFlow } from '../../../policy/layers';
import type { DashboardOptions } from '../../observability/props';
import type { ContainerFields } from '../container-props';
import type { NetworkPeer } from '../network-props';

/** A policy, typed, or the text of an OpenShell file. KF3431, and every rule over policies (KF20xx). */
export type PoolPolicy = Policy | { readonly yaml: string };

/** What a pool says of the fence that is derived from its policy. */
export interface FenceFields {
  /** What the sandboxes may do. KF3431, KF20xx. */
  readonly policy: PoolPolicy;
  /** Pods behind in-cluster hosts of the policy. KF3443. @default - every pod of the Service's namespace, on the Service's port */
  readonly backends?: { readonly [host: string]: Backend };
  /**
   * What the pods reach beside the policy. DNS and the model server of `inference` are opened without it.
   * source: facts/openshell.md §4.4
   *
   * @default - none
   */
  readonly infrastructure?: readonly InfrastructureFlow[];
  /** Who may connect to the published ports. KF3441. @default - nobody */
  readonly callers?: readonly PoolCaller[];
}

/**
 * A pool in whose pods OpenShell's supervisor enforces the policy: it starts the command as the user `sandbox`, behind
 * Landlock, a seccomp filter and a network namespace of its own with a proxy. source: facts/verified.md §9, §10
 */
export interface SupervisedFields extends FenceFields, Pick<ContainerFields, SharedField> {
  readonly enforcement: 'openshell';
  /** The command, started as the user `sandbox` with `args` behind it. KF3432. */
  readonly command: Deep<readonly string[]>;
  /**
   * Whether the image's author declares that it holds what the supervisor needs, or an init container looks first and
   * fails with what is missing: the user and group `sandbox`, `ip`, `nft`, `nsenter` and `sh`. KF3433.
   * source: facts/openshell.md §4.4; fault F-ISO-07
   */
  readonly imageContract: 'declared' | 'probed';
  /** Which supervisor runs. KF3434. @default - that of the platform's release */
  readonly supervisor?: Supervisor;
  /** One model behind https://inference.local, without its key in the sandbox. KF3435. @default - none */
  readonly inference?: PoolInference;
  /** The agent that runs; with `inference` it decides how the agent is told, and it labels the pods. KF3436. @default other */
  readonly harness?: Harness;
  /** TCP ports from 1024 that the command listens on, published at the same port of the pod. KF3440, KF3441. @default - none */
  readonly ports?: readonly number[];
  /** What publishes them. @default - haproxy */
  readonly relay?: Relay;
  /**
   * The seccomp profile of the supervisor's container. KF3437.
   *
   * @default RuntimeDefault
   */
  readonly seccompProfile?: 'RuntimeDefault' | { readonly localhostProfile: string };
  /**
   * Group id of `sandbox` in the image, which then may write to volumes that are claims.
   *
   * @default 1000
   */
  readonly fsGroup?: Leaf<number>;
  /** What the pool tells about its decisions. @default - the decision log on stderr, nothing made of it */
  readonly observability?: PoolObservability;
}

type SharedField =
  | 'image'
  | 'args'
  | 'env'
  | 'resources'
  | 'workingDir'
  | 'volumes'
  | 'tmpSizeLimit'
  | 'serviceAccount'
  | 'imagePullSecrets'
  | 'terminationGracePeriodSeconds';

/** The supervisors whose file mode was run. source: facts/verified.md §9 */
export type SupervisorVersion = '0.0.46' | '0.0.111';

export interface Supervisor {
  /**
   * Version of OpenShell, whatever the tenant's gateway has. From 0.0.88 Landlock can be demanded.
   *
   * @default - that of the platform's release
   */
  readonly version?: SupervisorVersion;
  /** Its image, as upstream names it; admission lets no other in. KF1101, KF1102. @default - upstream's of that version */
  readonly image?: string;
}

/** The agents that are told of `inference.local` in their own words; `other` gets those of the provider's SDK. */
export type Harness = 'claude-code' | 'goose' | 'other';

/**
 * A route of the supervisor's. The key never reaches the agent: not its environment, not a file that it may read.
 * A new key is a new Secret: the file is written once per pod. source: facts/verified.md §9
 */
export interface PoolInference {
  /** Whose protocol is spoken. */
  readonly provider: 'OpenAI' | 'Anthropic' | 'NVIDIA';
  /** The model that every request gets, whatever it asks for. */
  readonly model: string;
  /** Address of the model server with its `/v1`, e.g. `https://models.example.com/v1`. @default - the provider's */
  readonly baseUrl?: string;
  /** The provider's key, in the pool's namespace. */
  readonly apiKey: SecretKeyRef;
}

/** Who may connect: agent-sandbox's Go router where upstream installs it, a kagent control plane, or any other peer. */
export type PoolCaller = 'sandbox-router' | { readonly controlPlane: ControlPlaneRef } | NetworkPeer;

export interface Relay {
  /** haproxy 2.6 or newer. KF1101, KF1102. @default - haproxy's long-term branch */
  readonly image?: Leaf<string>;
  /** @default requests 10m cpu, 32Mi memory; limits 100m cpu, 64Mi memory */
  readonly resources?: Deep<NonNullable<Container['resources']>>;
}

export interface PoolObservability {
  /**
   * A ConfigMap with a Vector configuration that reads the decisions out of the pods' logs and counts them by tenant,
   * pool, harness, action and policy. source: facts/openshell.md §6
   *
   * @default false
   */
  readonly logParser?: boolean;
  /** A Grafana dashboard of those counts in a ConfigMap, found by a dashboard sidecar. @default - none */
  readonly dashboard?: DashboardOptions;
}
