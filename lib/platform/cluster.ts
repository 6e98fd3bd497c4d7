/**
 * What the library has to know about a cluster and cannot see at synth.
 *
 * All of it is plain data, because it decides which objects exist and what is refused.
 */
export interface ClusterFacts {
  /** Kubernetes minor version as `major.minor`, e.g. `1.34`. */
  readonly kubernetes: string;
  /**
   * The network plugin. `cilium` enforces NetworkPolicies and FQDN policies, `calico` and `other` NetworkPolicies only.
   * `none-enforcing` says that NetworkPolicies have no effect (KF1010).
   */
  readonly cni: 'cilium' | 'calico' | 'other' | 'none-enforcing';
  /** CIDRs under which the API server is reached from pods, e.g. `10.0.0.2/32`. At least one. */
  readonly apiServerCidrs: readonly string[];
  /**
   * Port of the API server behind `kubernetes.default`; a NetworkPolicy sees the port after the Service's translation.
   *
   * @default 6443
   */
  readonly apiServerPort?: number;
  /** CIDR of Service addresses, e.g. `10.96.0.0/16`. */
  readonly serviceCidr: string;
  /** CIDR of pod addresses, e.g. `10.244.0.0/16`. */
  readonly podCidr: string;
  /**
   * DNS suffix of Services and pods.
   *
   * @default cluster.local
   */
  readonly clusterDomain?: string;
  /**
   * How pods reach DNS: `service` is kube-dns behind a Service, `node-local` the NodeLocal DNSCache.
   *
   * @default service
   */
  readonly dns?: 'service' | 'node-local';
  /**
   * AppArmor on the nodes that run sandboxes: `absent`, `enabled`, or `mutated` when a MutatingAdmissionPolicy of
   * yours sets it to `Unconfined` for OpenShell's pods. source: fault F-REL-06
   */
  readonly nodeAppArmor: 'absent' | 'enabled' | 'mutated';
  /**
   * The kubelet's `podPidsLimit` on the nodes that run sandboxes: what stops a fork bomb in one pod. KF4039.
   * source: facts/openshell.md §4.1; fault F-ISO-09
   *
   * @default unknown
   */
  readonly podPidsLimit?: number | 'unknown';
  /**
   * Operators that are installed, so that their kinds may be used.
   *
   * @default - none
   */
  readonly operators?: readonly Operator[];
  /**
   * RuntimeClasses that exist in the cluster beside those that the library creates.
   *
   * @default - none
   */
  readonly runtimeClasses?: readonly string[];
  /**
   * Managed add-ons that install agent-sandbox themselves. source: fault F-LIF-08
   *
   * @default - none
   */
  readonly managedAddons?: readonly 'gke-agent-sandbox'[];
}

/** An operator whose custom resources the library may write. */
export type Operator = 'cert-manager' | 'prometheus-operator' | 'keda' | 'security-profiles-operator' | 'spire';

/** Cluster facts with every default filled in. */
export type ResolvedClusterFacts = Required<ClusterFacts>;

export function resolveClusterFacts(facts: ClusterFacts): ResolvedClusterFacts {
  return {
    apiServerPort: 6443,
    clusterDomain: 'cluster.local',
    dns: 'service',
    podPidsLimit: 'unknown',
    operators: [],
    runtimeClasses: [],
    managedAddons: [],
    ...facts,
  };
}
