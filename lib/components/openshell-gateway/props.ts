import type { Affinity, EnvVar, ResourceRequirements, Toleration, TopologySpreadConstraint } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type { SecretKeyRef } from '../../plan/secret-ref';
import type { GatewayInference } from '../../platform/gateway-ref';
import type { NetworkPeer } from '../../platform/network-peer';
import type { PlatformRef } from '../../platform/platform-ref';
import type { TenantRef } from '../../platform/tenant-ref';
import type { ComponentProps } from '../definition';
import type { Observability } from '../observability/props';
import type { SyncProgram } from '../policy-sync/props';
import type { GatewayAuth } from './auth/props';
import type { GatewayIngress } from './ingress-props';
import type { GatewayTls } from './tls/props';

/** An OpenShell gateway with its exclusive sandbox namespace. */
export type OpenShellGatewayProps = GatewaySettings & GatewayPlace;

/** A tenant's gateway, or one with namespaces of its own. */
export type GatewayPlace =
  | {
      /** The tenant; it names both namespaces, and its control plane is a caller. */
      readonly tenant: TenantRef;
      readonly platform?: never;
      readonly namespace?: never;
      readonly sandboxNamespace?: never;
    }
  | {
      readonly tenant?: never;
      readonly platform: PlatformRef;
      /** The gateway's own namespace. KF4001. */
      readonly namespace: string;
      /** The namespace for its sandboxes and nothing else: never that of the gateway or of a pool. KF4001. */
      readonly sandboxNamespace: string;
    };

export interface GatewaySettings extends ComponentProps {
  /**
   * Name of the gateway, its Service, StatefulSet and ServiceAccount. KF4001.
   *
   * @default openshell
   */
  readonly name?: string;
  /**
   * Whether both namespaces are made here, labelled for Pod Security: `restricted` for the gateway, `privileged` for its
   * sandboxes, because the supervisor needs it. A tenant's namespaces are made by its Tenant.
   *
   * @default false
   */
  readonly createNamespaces?: boolean;
  /** How the port is secured. KF4010 and up. source: facts/openshell.md §2.4; facts/verified.md §5 */
  readonly tls: GatewayTls;
  /** Who is let in beside holders of a client certificate. @default - nobody: what `tls` demands decides */
  readonly auth?: GatewayAuth;
  /**
   * Who may reach the port, beside the gateway's sandboxes; each named namespace gets the client certificate.
   *
   * @default - controller and sync programs of the tenant's control plane; without a tenant nobody
   */
  readonly callers?: readonly NetworkPeer[];
  /** The one model of this gateway's sandboxes; kagent or `sync` writes it, with the key in its own namespace. KF4005. @default - none */
  readonly inference?: GatewayInference;
  /**
   * A program that runs as a Job in the gateway's namespace and writes provider and route, where no kagent does. It needs
   * the client Secret and `inference.apiKey` there. KF4054, KF4106, KF4108, KF4109. source: fault F-KAG-12
   *
   * @default - nobody: run `kagent-fleet sync`, or a PolicySync
   */
  readonly sync?: SyncProgram;
  /** Where state lives. @default - SQLite on a claim of 1Gi, kept when the gateway goes */
  readonly storage?: GatewayStorage;
  /** Copies of database and keys together. KF4051. @default - none */
  readonly backup?: GatewayBackup;
  /** What the sandboxes are made of. KF4007, KF4008, KF4034 to KF4039, KF4053. @default - the release's supervisor and workspaces of 2Gi */
  readonly sandboxes?: GatewaySandboxes;
  /**
   * Where sandboxes go: `shared` is one namespace; `managed` and `operator` are namespaces per workspace, for releases
   * that have them. KF4003, KF4008. source: facts/openshell.md §2.7; fault F-TEN-07
   *
   * @default shared
   */
  readonly workspaceMode?: WorkspaceMode;
  /** The way in from outside the cluster. KF4050. @default - none */
  readonly ingress?: GatewayIngress;
  /** Metrics, traces: OpenShell 0.0.46 has no exporter. KF3310 to KF3322. @default - nobody may scrape, no traces */
  readonly observability?: Observability;
  /** Whether gateway and sandboxes report to their maker. source: facts/openshell.md §6 @default false */
  readonly telemetry?: boolean;
  /** Level of the gateway's own log. KF4002. @default info */
  readonly logLevel?: 'error' | 'warn' | 'info' | 'debug' | 'trace';
  /** The gateway's image; the platform's lock and mirrors apply. KF1101, KF1102, KF4037. @default - the release's */
  readonly image?: Leaf<string>;
  /** Pull secrets of the gateway's and the Jobs' pods, in the gateway's namespace. @default - none */
  readonly imagePullSecrets?: readonly { readonly name: Leaf<string> }[];
  /** Requests and limits of the gateway. KF4052. @default - requests 100m and 128Mi, limits 1 and 512Mi; 64Mi to 512Mi of ephemeral storage */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** PriorityClass of the gateway's pod. @default - the cluster's default */
  readonly priorityClassName?: string;
  /** Spreading has little to do with one pod; for clusters that demand it. @default - none */
  readonly topologySpreadConstraints?: Deep<readonly TopologySpreadConstraint[]>;
  /** Nodes for the gateway. @default - `kubernetes.io/os: linux` */
  readonly nodeSelector?: { readonly [label: string]: Leaf<string> };
  /** @default - none */
  readonly tolerations?: Deep<readonly Toleration[]>;
  /** @default - none */
  readonly affinity?: Deep<Affinity>;
  /** Further keys of gateway.toml, by table; only what the release's binary knows. KF4002. source: fault F-REL-14 @default - none */
  readonly config?: GatewayConfig;
  /** Environment of the gateway. Values of Secrets only by reference. KF4006. @default - none */
  readonly extraEnv?: Deep<readonly EnvVar[]>;
  /** Labels of the gateway's pod, beside the component's. KF4006. @default - none */
  readonly podLabels?: { readonly [key: string]: Leaf<string> };
  /** Annotations of the gateway's pod, beside the component's. KF4006. @default - none */
  readonly podAnnotations?: { readonly [key: string]: Leaf<string> };
  /** Annotations of the gateway's ServiceAccount. @default - none */
  readonly serviceAccountAnnotations?: { readonly [key: string]: Leaf<string> };
}

/** The gateway's database. KF4004. */
export type GatewayStorage =
  | {
      readonly sqlite: {
        /** @default 1Gi */
        readonly size?: string;
        /** @default - the cluster's default */
        readonly storageClassName?: Leaf<string>;
      };
      readonly postgres?: never;
    }
  | {
      /** A Deployment without a claim. Both releases' binaries take the URL, whatever upstream's charts offer. source: facts/openshell-0.0.46.md §2.1 */
      readonly postgres: {
        /** A Secret key with the connection URL, in the gateway's namespace. */
        readonly url: SecretKeyRef;
        /** Where the NetworkPolicy opens the database's port. */
        readonly to: NetworkPeer;
        /** @default 5432 */
        readonly port?: number;
      };
      readonly sqlite?: never;
    };

/** How SQLite and the keys are kept together. KF4051. source: fault F-LIF-04 */
export type GatewayBackup =
  | {
      /** Snapshots of the claim, each with a copy of the keys as Secrets that are deleted with it. */
      readonly volumeSnapshot: {
        /** A VolumeSnapshotClass of the claim's driver. */
        readonly className: string;
        /** A cron line in UTC. */
        readonly schedule: string;
        /** An image with `sh` and `kubectl`, by digest. */
        readonly image: Leaf<string>;
        /** Snapshots that are kept. @default 7 */
        readonly keep?: number;
      };
      readonly cronJob?: never;
    }
  | {
      readonly cronJob: {
        /** A cron line in UTC. */
        readonly schedule: string;
        /** An image with `sh` and `sqlite3`, by digest. */
        readonly image: Leaf<string>;
        /** The claim the copies go to, in the gateway's namespace. It then holds the keys too: whoever reads it reads everything. */
        readonly claim: string;
        /** Copies that are kept. @default 7 */
        readonly keep?: number;
      };
      readonly volumeSnapshot?: never;
    };

export interface GatewaySandboxes {
  /** Image of sandboxes whose request names none; by digest. KF4007. source: fault F-GW-14 @default - none is set */
  readonly defaultImage?: string;
  /** The supervisor's image. KF1101, KF4037. @default - the release's */
  readonly supervisorImage?: string;
  /** How the supervisor gets into the pod. KF4053. source: fault F-REL-17 @default init-container */
  readonly supervisorSideload?: 'init-container' | 'image-volume';
  /** Size of each sandbox's workspace claim. KF4053. @default 2Gi */
  readonly workspaceSize?: string;
  /** StorageClass of workspace claims, where the release has it. KF4008. @default - the cluster's default */
  readonly workspaceStorageClass?: string;
  /** RuntimeClass of every sandbox, where the release has it. KF4008. @default - none */
  readonly runtimeClassName?: string;
  /** Names of pull secrets in the sandbox namespace, where the release has them. KF4008. @default - none */
  readonly imagePullSecrets?: readonly string[];
  /** User namespaces (`hostUsers: false`). @default false */
  readonly userNamespaces?: boolean;
  /** Whether sandboxes may ask for GPUs: the gateway then lists the cluster's nodes. source: facts/openshell-0.0.46.md §3 @default false */
  readonly gpu?: boolean;
  /** The supervisor topology, where the release has it. KF4008, KF4038. @default combined */
  readonly topology?: 'combined' | 'sidecar';
  /** What a container without resources gets, so that a quota refuses none. KF4035. source: facts/verified.md §2 @default - requests 500m and 2Gi, limits 2 and 8Gi */
  readonly containerDefaults?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** Caps for the sandbox namespace. KF4034, KF4036. @default - none */
  readonly quota?: { readonly sandboxes: number; readonly hard?: { readonly [resource: string]: string } };
  /** What sandboxes may reach on the network beside DNS and the gateway: the outer wall. @default - public addresses on port 443 */
  readonly egress?: readonly {
    readonly to: readonly (NetworkPeer | 'public-internet')[];
    readonly ports: readonly number[];
  }[];
}

export type WorkspaceMode = 'shared' | 'managed' | { readonly operator: { readonly namespaceLabel: string } };

/** gateway.toml: tables by dotted name, e.g. `openshell.gateway.otlp`. */
export interface GatewayConfig {
  readonly [table: string]: { readonly [key: string]: string | number | boolean | readonly string[] };
}
