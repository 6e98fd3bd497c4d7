import type { Quantity, SandboxPodTemplate, VolumeClaimTemplate } from '../../api';
import type { HorizontalPodAutoscalerBehavior, LimitRangeItem, Scheduling } from '../../api/kubernetes';
import type { Deep, Leaf } from '../../plan/leaf';
import type { Place } from '../../platform/tenant-ref';
import type { ComponentProps } from '../definition';
import type { ContainerFields } from './container-props';
import type { PoolNetwork } from './network-props';
import type { FenceFields, SupervisedFields } from './supervised/props';

export type * from './container-props';

/** A pool of warm sandboxes of one shape. */
export type AgentSandboxPoolProps = PoolSettings & Place & (Unsupervised | Supervised);

/** Nothing looks inside the pods: what they may reach is said as a network, or derived from a policy. KF3430. */
export type Unsupervised = Workload & (OpenNetwork | FencedNetwork) & Absent<Omit<SupervisedFields, SharedWithOthers>>;

/** OpenShell's supervisor runs in the pods, around one container; the network is derived from its policy. */
export type Supervised = SupervisedFields &
  Absent<Omit<ContainerFields, keyof SupervisedFields>> &
  Absent<PodTemplateFields> &
  Absent<Omit<OpenNetwork, keyof SupervisedFields>>;

type SharedWithOthers = keyof FenceFields | keyof ContainerFields | 'enforcement';

interface OpenNetwork extends Absent<FenceFields> {
  /**
   * `network-only` says on purpose that nothing enforces a policy inside the pods; the report then says what that
   * leaves open. KF3430. @default - the same, unsaid
   */
  readonly enforcement?: 'network-only';
  /** What the sandboxes may reach and who may reach them. KF3407, KF3202, KF3206, KF3208. */
  readonly network: PoolNetwork;
}

interface FencedNetwork extends FenceFields {
  readonly enforcement: 'network-only';
  readonly network?: never;
}

/** What every pool has, whatever runs in it. */
export interface PoolSettings extends ComponentProps {
  /**
   * Name of the pool and of its template: at most 57 characters, starting with a letter; members are named
   * `<name>-xxxxx`. KF3401. source: facts/agent-sandbox.md §7.9
   */
  readonly name: string;
  /**
   * Warm, unclaimed sandboxes: a number, a range that follows a metric, or `external` when another controller writes
   * `spec.replicas`. Claimed ones come on top. KF3403, KF3404, KF3406. source: facts/agent-sandbox.md §2.1, §2.9
   */
  readonly replicas: number | Autoscaled | 'external';
  /**
   * The most warm sandboxes that this definition may ask for. KF3404. source: fault F-SBX-18
   *
   * @default 100
   */
  readonly maxReplicas?: number;
  /**
   * What keeps a sandbox from its node: a word, or a RuntimeClass. It must exist in the cluster (`runtimeClasses` of the
   * platform's facts) unless `create` is given. KF3409. source: facts/agent-sandbox.md §2.9
   *
   * @default runc
   */
  readonly isolation?: Isolation;
  /**
   * The default-deny NetworkPolicy that stays when the template, and with it the template's NetworkPolicy, is gone:
   * for all pods of the namespace, for the pods of this pool only, or `external` when the namespace has one already.
   * source: facts/agent-sandbox.md §7.8; fault F-NET-09
   *
   * @default - namespace where the namespace is a tenant's or made here, pool in one that may hold other workloads
   */
  readonly defaultDeny?: 'namespace' | 'pool' | 'external';
  /**
   * Who may claim from this pool. They get a Role; and since RBAC cannot tell claims on one pool from claims on
   * another, an admission policy refuses claims on this pool from whoever lacks the verb `claim` on it. Whoever applies
   * the Role must hold that verb as well, as RBAC demands of every right that is handed on. KF3410.
   *
   * @default - whoever may create SandboxClaims in the namespace
   */
  readonly claimers?: readonly ClaimSubject[];
  /**
   * Whether the pool writes the (cluster-scoped) admission policy for `claimers` itself; `rbac` leaves it out, and then
   * every claimer of the namespace may claim from every pool in it.
   *
   * @default admission
   */
  readonly claimGuard?: 'admission' | 'rbac';
  /**
   * Whether a claim may add (`Allowed`) or replace (`Overrides`) environment variables; such a claim starts cold.
   * KF3015, KF3415. source: facts/agent-sandbox.md §2.7
   *
   * @default Disallowed
   */
  readonly envVarsInjectionPolicy?: 'Disallowed' | 'Allowed' | 'Overrides';
  /**
   * Whether a claim may add (`Allowed`) or replace (`Overrides`) volume claim templates; such a claim starts cold.
   * KF3415. source: facts/agent-sandbox.md §2.7
   *
   * @default Disallowed
   */
  readonly volumeClaimTemplatesPolicy?: 'Disallowed' | 'Allowed' | 'Overrides';
  /**
   * What happens to warm sandboxes of an older template. `Recreate` replaces them and never hands one out.
   * `OnReplenish` saves the restarts and hands the old ones out until they are used up: a security fix in the image is
   * then not in effect yet. KF3110. source: facts/agent-sandbox.md §2.1; fault F-SBX-14
   *
   * @default Recreate
   */
  readonly updateStrategy?: 'Recreate' | 'OnReplenish';
  /**
   * Whether each sandbox has a headless Service of its name, so that `<sandbox>.<namespace>.svc` resolves.
   * source: facts/agent-sandbox.md §2.4; fault F-SBX-12
   *
   * @default false
   */
  readonly service?: boolean;
  /**
   * A ResourceQuota, which counts all pools of the namespace. KF3408.
   *
   * On a cluster that has just got the CRDs, the quota controller discovers new kinds only every 30 seconds; until then
   * the controller logs `forbidden: status unknown for quota` and the pool stays empty.
   *
   * @default - none
   */
  readonly quota?: PoolQuota;
  /** A LimitRange for the containers of the namespace, so that a quota on cpu or memory refuses nobody. @default - none */
  readonly limitRange?: Deep<Omit<LimitRangeItem, 'type'>>;
  /**
   * Whether this component makes the namespace, labelled with the strictest Pod Security level that the pod fits.
   * A tenant's namespaces are made by its Tenant. KF3416.
   *
   * @default false
   */
  readonly createNamespace?: boolean;
  /**
   * Whether template, default-deny and namespace stay in the cluster when the pool leaves the program, so that claimed
   * sandboxes keep their fence. source: facts/agent-sandbox.md §7.8
   *
   * @default true
   */
  readonly retain?: boolean;
}

/** Exactly one of them: the short form for one container, or a whole pod. KF3402. */
export type Workload = ContainerForm | PodTemplateForm;

type Absent<T> = { readonly [K in keyof T]?: never };

/** One hardened container: non-root, no capabilities, read-only root with a /tmp, no token, RuntimeDefault seccomp. */
export type ContainerForm = ContainerFields & Absent<PodTemplateFields>;

/** A whole pod, judged by the rules over finished templates (KF30xx). */
export type PodTemplateForm = PodTemplateFields & Absent<ContainerFields>;

export interface PodTemplateFields {
  /**
   * The pod. What is left out of it and the short form would set (automount, service links, dnsPolicy, runtime class) is
   * filled in; images go through the platform's lock and mirrors.
   */
  readonly podTemplate: PodTemplateProp;
  /** Claims made for each sandbox, warm ones included. KF3012, KF3013, KF3413. @default - none */
  readonly volumeClaimTemplates?: Deep<readonly VolumeClaimTemplate[]>;
}

/** The pod template may hold deferred values anywhere below its first two levels. */
export interface PodTemplateProp {
  readonly spec: { readonly [K in keyof SandboxPodTemplate['spec']]: Deep<SandboxPodTemplate['spec'][K]> };
  readonly metadata?: Deep<NonNullable<SandboxPodTemplate['metadata']>>;
}

/** A pool that a HorizontalPodAutoscaler keeps between two sizes. source: facts/agent-sandbox.md §2.9 */
export interface Autoscaled {
  readonly autoscale: {
    /** At least 1; a HorizontalPodAutoscaler does not scale to none. */
    readonly min: number;
    readonly max: number;
    /** The metric per warm sandbox that is aimed at (AverageValue), e.g. `50m` claims per second. */
    readonly target: Leaf<Quantity>;
    /**
     * An external metric.
     *
     * @default - agent_sandbox_claim_creation_total of this pool, which your metrics adapter must serve as a rate
     */
    readonly metric?: {
      readonly name: string;
      readonly matchLabels?: { readonly [label: string]: Leaf<string> };
    };
    /** How fast it moves. @default - Kubernetes' own */
    readonly behavior?: Deep<HorizontalPodAutoscalerBehavior>;
  };
}

/** `kata` and `kata-firecracker` are the classes kata-qemu and kata-fc of kata-deploy. */
export type Isolation = 'runc' | 'gvisor' | 'kata' | 'kata-firecracker' | RuntimeClassChoice;

export interface RuntimeClassChoice {
  /** Name of the RuntimeClass. */
  readonly runtimeClass: string;
  /** Makes the class, once per cluster. @default - it exists already */
  readonly create?: {
    /** What the container runtime on the nodes calls it, e.g. `runsc`. */
    readonly handler: string;
    /** What the sandbox costs beside its containers, e.g. `{ memory: '160Mi', cpu: '250m' }`. @default - nothing */
    readonly overhead?: { readonly [resource: string]: Leaf<Quantity> };
    /** Nodes that have it. @default - all */
    readonly scheduling?: Deep<Scheduling>;
  };
}

/** A subject in the words of RBAC, or a cdk8s-plus object that is one. A ServiceAccount is taken from the pool's namespace unless it says otherwise. */
export type ClaimSubject =
  | { readonly kind: 'User' | 'Group'; readonly name: Leaf<string>; readonly namespace?: never }
  | { readonly kind: 'ServiceAccount'; readonly name: Leaf<string>; readonly namespace?: Leaf<string> }
  | SubjectSource;

/** A cdk8s-plus ServiceAccount, User or Group. */
export interface SubjectSource {
  toSubjectConfiguration(): { readonly kind: string; readonly name: string; readonly namespace?: string };
}

/** Caps for the whole namespace. source: facts/agent-sandbox.md §2.9; fault F-SBX-18 */
export interface PoolQuota {
  /** Sandboxes and their pods, warm and claimed ones together. */
  readonly sandboxes: number;
  /** SandboxClaims at a time. @default - what `sandboxes` leaves beside the warm ones */
  readonly claims?: number;
  /** Further caps in ResourceQuota's own words, e.g. `{ 'requests.cpu': '40' }`. @default - none */
  readonly hard?: { readonly [resource: string]: Quantity };
}
