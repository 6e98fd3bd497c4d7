import type { ResourceRequirements, Toleration } from '../../api';
import type { Deep, Leaf } from '../../plan/leaf';
import type { PlatformRef } from '../../platform/platform-ref';
import type { OciSeccompProfile, SeccompUse } from '../../seccomp';
import type { ComponentProps } from '../definition';

/** A seccomp profile: what it denies, how it gets onto the nodes, and which pods it is put on by admission. */
export interface SeccompProfileProps extends ComponentProps {
  /** The platform it belongs to; release and cluster facts decide what can be done. */
  readonly platform: PlatformRef;
  /** Name of the profile, unique in the cluster: an RFC 1123 subdomain, part of the file's name. KF3508. */
  readonly name: string;
  /**
   * What runs under it: `openshell-combined` for pods whose supervisor makes the sandbox, `openshell-sidecar` for the
   * `agent` container beside a supervisor, `sandbox` for containers without one. KF3516, KF3519.
   */
  readonly use: SeccompUse;
  /**
   * A profile of yours in place of the library's; it is checked against what the use needs. KF3501 to KF3506.
   *
   * @default - the library's for the use
   */
  readonly profile?: OciSeccompProfile;
  /** Calls to deny with EPERM in addition to the library's profile. KF3501, KF3506. @default - none */
  readonly deny?: readonly string[];
  /** Calls that the library denies and you need. KF3506, KF3507. @default - none */
  readonly allow?: readonly string[];
  /** How the file gets onto the nodes. KF3509 to KF3512, KF3518, KF3519. */
  readonly delivery: SeccompDelivery;
  /**
   * Puts the profile on the pods of namespaces by an admission policy, for pods that OpenShell or others create. Pools
   * take it in their template, by `podSecurityOf`. KF3513 to KF3517.
   *
   * @default - none
   */
  readonly attach?: AdmissionAttachment;
}

/** How the file gets onto the nodes. */
export type SeccompDelivery = OperatorDelivery | DaemonSetDelivery | ExistingDelivery;

/** By the Security Profiles Operator 1.0 or later, as its cluster-scoped `SeccompProfile` v1. KF3511. source: faults F-ISO-01, F-ISO-02 */
export interface OperatorDelivery {
  readonly by: 'security-profiles-operator';
}

/**
 * By a DaemonSet that writes the file and removes it when it is deleted.
 *
 * Its pods mount one folder of the node and write as root there, which Pod Security allows in a `privileged` namespace
 * only: therefore a namespace of its own, in which nobody else may create anything. On nodes that enforce SELinux the
 * folder needs a label that containers may write.
 */
export interface DaemonSetDelivery {
  readonly by: 'daemon-set';
  /** An image with `sh`, `cat`, `chmod`, `cmp`, `cp`, `mv`, `rm` and `sleep`, e.g. busybox. KF1101, KF1102. */
  readonly image: Leaf<string>;
  /** Namespace of the DaemonSet. KF3508. @default - `kagent-fleet-seccomp-<name>` */
  readonly namespace?: string;
  /** Whether the namespace is made here, with Pod Security `privileged`. KF3518. @default true */
  readonly createNamespace?: boolean;
  /** The kubelet's folder for seccomp profiles on the nodes. KF3509. @default /var/lib/kubelet/seccomp */
  readonly kubeletFolder?: string;
  /** Secrets to pull the image with. @default - none */
  readonly imagePullSecrets?: readonly { readonly name: Leaf<string> }[];
  /** Labels of the nodes to serve. @default - `kubernetes.io/os: linux` */
  readonly nodeSelector?: { readonly [label: string]: Leaf<string> };
  /** Taints to bear. @default - all: a node without the file cannot start the pods that name it */
  readonly tolerations?: Deep<readonly Toleration[]>;
  /** Priority of the pods; the file has to be there before the others. @default system-node-critical */
  readonly priorityClassName?: string;
  /** @default - requests 5m and 16Mi, limits 100m and 32Mi */
  readonly resources?: Deep<Pick<ResourceRequirements, 'requests' | 'limits'>>;
}

/** It is on the nodes already. KF3509, KF3510, KF3512. */
export interface ExistingDelivery {
  readonly by: 'existing';
  /** Path below the kubelet's folder for seccomp profiles, e.g. `profiles/openshell.json`. */
  readonly localhostProfile: string;
}

/** Which pods get the profile at admission, and how. */
export interface AdmissionAttachment {
  /** Namespaces of which every new pod gets the profile: those in which OpenShell creates sandboxes. KF3517. */
  readonly namespaces: readonly string[];
  /**
   * Containers that get it, in all of the pods that have one of the name. KF3517.
   *
   * @default - `agent` for `openshell-sidecar`, because the others of that pod need more; else all
   */
  readonly containers?: readonly string[];
  /**
   * `mutate` sets the profile, `report` only warns the client and writes an audit annotation. KF3513, KF3514.
   *
   * @default - `mutate` where MutatingAdmissionPolicies are served, else `report`
   */
  readonly mode?: 'mutate' | 'report';
  /**
   * On Kubernetes 1.34 and 1.35: whether the API server runs with the feature gate `MutatingAdmissionPolicy` and serves
   * `admissionregistration.k8s.io/v1beta1`, which it does not by itself. KF3513.
   *
   * @default false
   */
  readonly betaServed?: boolean;
  /**
   * What happens to AppArmor on the same pods. KF3515. source: fault F-REL-06
   *
   * @default - `Unconfined` where the release's supervisor cannot start under the node's default profile, else `keep`
   */
  readonly appArmor?: 'Unconfined' | 'keep';
}
