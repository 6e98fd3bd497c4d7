import type { Affinity, EnvVar, ResourceRequirements, Toleration, TopologySpreadConstraint } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type { Named } from '../../platform/named';
import type { PlatformRef } from '../../platform/platform-ref';
import type { ComponentProps } from '../definition';
import type { Observability } from '../observability/props';

/** The agent-sandbox controller and its CRDs: one installation per cluster. */
export interface AgentSandboxControllerProps extends ComponentProps {
  /** The platform it belongs to; its release decides the version and the profile. */
  readonly platform: PlatformRef;
  /**
   * Where it runs: a name, or an object that has one. It must be the platform's `agentSandboxNamespace`. KF3301, KF3302.
   *
   * @default - `agentSandboxNamespace` of the platform
   */
  readonly namespace?: string | Named;
  /**
   * Whether the namespace is made here: with Pod Security labels (`restricted`) and a default-deny NetworkPolicy for
   * everything in it. In a namespace of yours only the controller's own pods are fenced.
   *
   * @default - true, unless `namespace` is given as an object
   */
  readonly createNamespace?: boolean;
  /**
   * A ServiceAccount of yours to run as: a name, or an object that has one. It gets the rights. KF3301.
   *
   * @default - one is made
   */
  readonly serviceAccount?: string | Named;
  /**
   * Who installs the CRDs: `bundled` writes them, `external` leaves them to somebody else. KF3304.
   *
   * @default bundled
   */
  readonly crds?: 'bundled' | 'external';
  /** What is in the cluster already, so that what cannot be upgraded in place is refused. KF3315, KF3316. @default - nothing */
  readonly upgradesFrom?: InstalledAgentSandbox;
  /**
   * Whether v1alpha1 is served and converted by a webhook. KF3303.
   *
   * @default - what the release needs: true for KAGENT_0_9, false for SIDE_BY_SIDE
   */
  readonly conversionWebhook?: boolean;
  /**
   * Where the webhook's certificate comes from. KF3306, KF3307, KF3308.
   *
   * @default - `{ source: 'controller' }`: valid for 365 days and never renewed
   */
  readonly webhookCertificate?: WebhookCertificate;
  /** The controller's image; the platform's lock and mirrors apply. KF1101, KF1102. @default - the release's */
  readonly image?: Leaf<string>;
  /** Secrets to pull images with. @default - none */
  readonly imagePullSecrets?: readonly { readonly name: Leaf<string> }[];
  /**
   * Number of pods, of which one leads; with two, conversions go on while one is replaced. KF3317.
   *
   * @default 2
   */
  readonly replicas?: number;
  /**
   * Resources of the controller. Its memory grows with the pods of the cluster, unless `api.cacheLabelSelectors` is on.
   *
   * @default - requests 100m and 256Mi, limits 2 and 2Gi; 64Mi to 512Mi of ephemeral storage. source: facts/agent-sandbox.md §6
   */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
  /** Concurrent reconciles. KF3309. @default - upstream's, see each */
  readonly workers?: ControllerWorkers;
  /** How warm pools are filled. KF3309. @default - upstream's, see each */
  readonly warmPool?: WarmPoolTuning;
  /** How the API server is used. KF3309. @default - upstream's, see each */
  readonly api?: ApiTuning;
  /** What is recorded about claims. @default - upstream's, see each */
  readonly claims?: ClaimRecords;
  /** Least severity that is logged. @default info */
  readonly logLevel?: 'debug' | 'info' | 'error';
  /**
   * Where Leases may be written: `cluster-wide` is upstream's rule, `namespaced` a Role for the one Lease that the
   * controller uses (run with the real controller 0.5.6). source: facts/agent-sandbox.md §3, RBAC
   *
   * @default cluster-wide
   */
  readonly leases?: 'cluster-wide' | 'namespaced';
  /**
   * Metrics on port 8080, which are plain HTTP without authentication, and traces by OTLP over gRPC; it exports nothing
   * else. KF3310–KF3313, KF3320–KF3322. source: facts/agent-sandbox.md §4
   *
   * @default - nobody may scrape, no traces
   */
  readonly observability?: Observability;
  /**
   * Priority of the pods. A `system-` class comes with the ResourceQuota that some clusters demand for its use.
   *
   * @default system-cluster-critical
   */
  readonly priorityClassName?: string;
  /** How the pods are spread. @default - over nodes and over zones, as far as possible */
  readonly topologySpreadConstraints?: Deep<readonly TopologySpreadConstraint[]>;
  /** Labels of the nodes to run on. @default - `kubernetes.io/os: linux` */
  readonly nodeSelector?: { readonly [label: string]: Leaf<string> };
  /** Taints to bear. @default - none */
  readonly tolerations?: Deep<readonly Toleration[]>;
  /** Further scheduling rules. @default - none */
  readonly affinity?: Deep<Affinity>;
  /** Flags that no prop sets, e.g. `--zap-encoder=console`. KF3314. @default - none */
  readonly extraArgs?: readonly string[];
  /** Environment of the controller. Values of Secrets only by reference. KF3314. @default - none */
  readonly extraEnv?: Deep<readonly EnvVar[]>;
  /** More labels on the pods. KF3314. @default - none */
  readonly podLabels?: { readonly [key: string]: Leaf<string> };
  /** More annotations on the pods. KF3314. @default - none */
  readonly podAnnotations?: { readonly [key: string]: Leaf<string> };
  /** Annotations on the ServiceAccount made here. @default - none */
  readonly serviceAccountAnnotations?: { readonly [key: string]: Leaf<string> };
}

/** An agent-sandbox that runs in the cluster now and is to be taken over. */
export interface InstalledAgentSandbox {
  /** Its version, e.g. `0.5.4`. */
  readonly version: string;
  /** How it was installed; selector labels differ between the ways. source: facts/agent-sandbox.md §7.18 */
  readonly by: 'kustomize' | 'helm' | 'kagent-fleet';
  /**
   * Versions that `status.storedVersions` of its CRDs lists, all CRDs together.
   *
   * @default - v1alpha1 for versions before 0.5, v1alpha1 and v1beta1 from 0.5 on
   */
  readonly storedVersions?: readonly string[];
}

/** Where the certificate of the conversion webhook comes from. */
export type WebhookCertificate =
  | {
      /** The controller makes it once. It is valid for 365 days and never renewed (KF3306). */
      readonly source: 'controller';
    }
  | {
      /** The controller makes it; a CronJob deletes it and rolls the controller, which makes a new one. */
      readonly source: 'rotated';
      /** An image with `kubectl` on its path; no shell is needed. */
      readonly image: Leaf<string>;
      /** When to rotate: a cron line in UTC with at most 300 days between two runs. @default - `0 3 1 * *`, once a month */
      readonly schedule?: string;
    }
  | {
      /** cert-manager makes, renews and injects it. Needs the operator `cert-manager`. */
      readonly source: 'certManager';
      /** An issuer that puts its CA into the Secret (`ca.crt`), such as a CA or a self-signed one. */
      readonly issuerRef: {
        readonly name: string;
        readonly kind?: 'Issuer' | 'ClusterIssuer';
        readonly group?: string;
      };
    };

/** Max concurrent reconciles per kind, each at least 1. */
export interface ControllerWorkers {
  /** `--sandbox-concurrent-workers`. @default 100 */
  readonly sandbox?: number;
  /** `--sandbox-claim-concurrent-workers`. @default 50 */
  readonly sandboxClaim?: number;
  /** `--sandbox-warm-pool-concurrent-workers`; at least the number of busy pools. @default 1 */
  readonly sandboxWarmPool?: number;
  /** `--sandbox-template-concurrent-workers`. @default 1 */
  readonly sandboxTemplate?: number;
}

/** How warm pools are filled and what counts as stuck. */
export interface WarmPoolTuning {
  /** `--sandbox-warm-pool-max-batch-size`: sandboxes created or deleted at once. @default 300 */
  readonly maxBatchSize?: number;
  /** `--sandbox-warm-pool-replenish-delay`: a Go duration. @default 0 */
  readonly replenishDelay?: string;
  /** `--sandbox-warm-pool-max-refill-rate`: sandboxes per second and pool; 0 is unpaced. @default 0 */
  readonly maxRefillRate?: number;
  /** `--sandbox-warm-pool-readiness-grace-period`: a Go duration above 0. @default 5m */
  readonly readinessGracePeriod?: string;
  /** `--sandbox-warm-pool-unschedulable-recheck-interval`: a Go duration above 0. @default 1m */
  readonly unschedulableRecheckInterval?: string;
  /** `--enable-warm-pool-eviction`: whether the autoscaler may evict unclaimed sandboxes. @default true */
  readonly eviction?: boolean;
}

/** How the API server is used. */
export interface ApiTuning {
  /** `--kube-api-qps`; -1 is no limit on the client's side. @default -1 */
  readonly qps?: number;
  /** `--kube-api-burst`, at least 1. @default 10 */
  readonly burst?: number;
  /** `--api-connections`, at least 1. @default 1 */
  readonly connections?: number;
  /** `--separate-watch-connection`. @default false */
  readonly separateWatchConnection?: boolean;
  /** `--cache-label-selectors`: watch only pods and Services with the sandbox label. @default false */
  readonly cacheLabelSelectors?: boolean;
  /** `--sandbox-write-behind-window`: a Go duration; 0 is off. @default 0 */
  readonly writeBehindWindow?: string;
}

/** What the controller writes about claims beside their status. */
export interface ClaimRecords {
  /** Events of claims. @default true */
  readonly events?: boolean;
  /** Annotations with times and trace context on claims. @default true */
  readonly observabilityAnnotations?: boolean;
}
