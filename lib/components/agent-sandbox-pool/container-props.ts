import type { EnvVar, PersistentVolumeClaimSpec, Quantity } from '../../api';
import type { Container, ContainerPort, EnvFromSource } from '../../api/kubernetes';
import type { Deep, Leaf } from '../../plan/leaf';

/** The short form of a sandbox: one container and what it needs. */
export interface ContainerFields {
  /** The sandbox's image, as upstream names it: the platform's lock adds the digest, its mirrors the registry. KF1101, KF1102. */
  readonly image: Leaf<string>;
  /** Entry point. @default - the image's */
  readonly command?: Deep<readonly string[]>;
  /** Arguments. @default - the image's */
  readonly args?: Deep<readonly string[]>;
  /** Environment; take Secrets through `valueFrom.secretKeyRef`. KF3019. @default - none */
  readonly env?: Deep<readonly EnvVar[]>;
  /** Whole ConfigMaps or Secrets as environment. KF3015. @default - none */
  readonly envFrom?: Deep<readonly EnvFromSource[]>;
  /**
   * What the sandbox needs and may take. KF3007, KF3020.
   *
   * @default requests 250m cpu, 512Mi memory, 1Gi ephemeral storage; limits 1 cpu, 1Gi memory, 4Gi ephemeral storage
   */
  readonly resources?: Deep<NonNullable<Container['resources']>>;
  /** Ports that the sandbox listens on. KF3018. @default - none */
  readonly ports?: Deep<readonly ContainerPort[]>;
  /** Working directory. @default - the image's */
  readonly workingDir?: Leaf<string>;
  /** Volumes by name, with where they are mounted. KF3411, KF3412, KF3413, KF3414. @default - only an emptyDir on /tmp */
  readonly volumes?: { readonly [name: string]: PoolVolume };
  /** Size limit of the emptyDir on /tmp. @default 1Gi */
  readonly tmpSizeLimit?: Leaf<Quantity>;
  /** User id, group id and fsGroup of the sandbox, above 0. KF3004. @default 1000 */
  readonly runAsUser?: Leaf<number>;
  /** Says that the sandbox is ready to be claimed. @default - ready as soon as it runs */
  readonly readinessProbe?: Deep<NonNullable<Container['readinessProbe']>>;
  /** Restarts a sandbox that hangs. @default - none */
  readonly livenessProbe?: Deep<NonNullable<Container['livenessProbe']>>;
  /** Holds the other probes back while the sandbox starts. @default - none */
  readonly startupProbe?: Deep<NonNullable<Container['startupProbe']>>;
  /** ServiceAccount of the pod, for image pulls and quotas; its token is not mounted. @default - the namespace's default */
  readonly serviceAccount?: NameOf;
  /** Secrets to pull the image with. @default - none */
  readonly imagePullSecrets?: readonly NameOf[];
  /** Seconds between SIGTERM and SIGKILL. @default 30 */
  readonly terminationGracePeriodSeconds?: Leaf<number>;
}

/** The name of an object that somebody else declares, or the object itself: a cdk8s-plus object, an ApiObject, `{ name }`. */
export type NameOf = Leaf<string> | { readonly name: Leaf<string> };

/** A volume and its place in the container. */
export type PoolVolume = VolumePlace & (EphemeralVolume | PerSandboxVolume | OutsideVolume);

interface VolumePlace {
  /** Absolute path in the container. */
  readonly mountPath: string;
  /** Path inside the volume that is mounted. @default - the whole volume */
  readonly subPath?: Leaf<string>;
  /** @default false */
  readonly readOnly?: Leaf<boolean>;
}

/** An emptyDir: gone with the pod. */
export interface EphemeralVolume {
  readonly ephemeral: {
    /** The pod is evicted beyond it. */
    readonly sizeLimit: Leaf<Quantity>;
    /** `Memory` counts against the memory limit. @default - the node's disk */
    readonly medium?: Leaf<string>;
  };
  readonly perSandbox?: never;
  readonly claim?: never;
}

/**
 * A PersistentVolumeClaim of each sandbox's own, deleted with it. Every warm replica has one, used or not: KF3413 says
 * how many. source: facts/agent-sandbox.md §2.5
 */
export interface PerSandboxVolume {
  readonly perSandbox: Deep<PersistentVolumeClaimSpec>;
  readonly ephemeral?: never;
  readonly claim?: never;
}

/** A PersistentVolumeClaim made outside, shared by all sandboxes of the pool; it outlives them. KF3411, KF3412. */
export interface OutsideVolume {
  readonly claim: NameOf;
  readonly ephemeral?: never;
  readonly perSandbox?: never;
}
