import type { GatewayRef } from '../../platform/gateway-ref';
import type { Place } from '../../platform/tenant-ref';
import type { Policy } from '../../policy';
import type { Backend, InfrastructureFlow, KagentChannel } from '../../policy/layers';
import type { ComponentProps } from '../definition';

/** One policy, and what it is attached to. */
export type OpenShellPolicyProps = OpenShellPolicySettings & Place;

export interface OpenShellPolicySettings extends ComponentProps {
  /** Name of the policy and of its ConfigMap; the objects of a target are named `<name>-<target>`. KF2301. */
  readonly name: string;
  /** The policy, typed, or the text of an OpenShell file. KF2302, and every rule over policies (KF20xx). */
  readonly policy: Policy | { readonly yaml: string };
  /** What it holds for: at least one target, each of which gets what it needs. KF2301, KF2303. */
  readonly attachTo: readonly PolicyTarget[];
  /**
   * The fence around the pods. Cilium knows names, NetworkPolicies addresses and ports only; `cidr-fallback` opens
   * nothing public but `addresses`; `none` leaves the fence to somebody else. KF2304.
   *
   * @default - cilium-network-policy where the cluster has Cilium, else network-policy
   */
  readonly fence?: Fence;
  /** Addresses of public hosts, by the host as the policy writes it; for `cidr-fallback` only. KF2304. */
  readonly addresses?: { readonly [host: string]: readonly string[] };
  /** Pods behind in-cluster hosts of the policy. @default - every pod of the Service's namespace, on the Service's port */
  readonly backends?: { readonly [host: string]: Backend };
  /**
   * What the sandboxes' machinery reaches beside the policy: the gateway, the model server behind `inference.local`.
   * source: facts/openshell.md §4.4; fault F-NET-04
   *
   * @default - DNS only
   */
  readonly infrastructure?: readonly InfrastructureFlow[];
  /** How this cluster's Cilium is told names. @default - `**` as patterns for four labels, lookups of any name */
  readonly cilium?: {
    /** Whether it reads `**.` as one or more labels. @default false */
    readonly recursivePatterns?: boolean;
    /** Which names may be looked up. @default any */
    readonly lookups?: 'any' | 'listed';
  };
  /**
   * Whether admission keeps out what would step around the fence: pods on their node's network, and harnesses that
   * ask kagent for other hosts than the policy's. The objects are cluster-scoped.
   *
   * @default false
   */
  readonly admission?: boolean;
  /**
   * Whether the ConfigMap is immutable and named after its content, so that a pod never sees it change.
   *
   * @default false
   */
  readonly immutable?: boolean;
}

export type Fence = 'network-policy' | 'cilium-network-policy' | 'cidr-fallback' | 'none';

/** What a policy is attached to. Pods are those of the component's namespace; a harness' are where its gateway makes them. */
export type PolicyTarget = PoolTarget | PodsTarget | AllPodsTarget | HarnessTarget;

/**
 * What enforces the policy inside the pod: OpenShell's supervisor with the file of this component, or nothing, so that
 * only the fence remains.
 */
export type InsideEnforcement = 'openshell' | 'nothing';

/** The sandboxes of an AgentSandboxPool. Its own `network` adds to the fence: keep it to what the policy opens too. */
export interface PoolTarget {
  /** Name of the pool. */
  readonly pool: string;
  readonly inside: InsideEnforcement;
}

/** Pods by their labels. */
export interface PodsTarget {
  /** At least one label. */
  readonly pods: { readonly [label: string]: string };
  /** Word for them in names of objects, e.g. `batch`. */
  readonly as: string;
  readonly inside: InsideEnforcement;
}

/** Every pod of the namespace; with a tenant, all of the tenant's sandboxes. */
export interface AllPodsTarget {
  readonly allPods: true;
  readonly inside: InsideEnforcement;
}

/** A kagent AgentHarness. KF2305. */
export interface HarnessTarget {
  /** Name of the AgentHarness. */
  readonly harness: string;
  /** Namespace of the AgentHarness; with its name it makes the sandbox's. */
  readonly harnessNamespace: string;
  /** The gateway that runs it. */
  readonly gateway: Pick<GatewayRef, 'refVersion' | 'name' | 'namespace' | 'sandboxNamespace'>;
  readonly backend: 'openclaw' | 'nemoclaw' | 'hermes';
  /**
   * Channels of the harness. kagent opens their hosts itself, and a policy that names them as well would undo it.
   * source: facts/kagent.md §3; fault F-POL-10
   *
   * @default - none
   */
  readonly channels?: readonly KagentChannel[];
  /**
   * Whether `sync` writes the policy after kagent's own, which knows host names only.
   * source: facts/verified.md §7
   *
   * @default true
   */
  readonly sync?: boolean;
}
