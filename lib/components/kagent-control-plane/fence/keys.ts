import { AGENTS, MCP_SERVERS, PART } from '../names';
import type { Settings } from '../settings';

export const DEFAULT_DENY = 'default-deny';

/** Parts that call the API server, for which Cilium needs a policy of its own kind. */
export const API_CALLERS: readonly string[] = [PART.controller, PART.kmcp, PART.tools];

/** Keys of the policies that must stand before a part of the control plane's own namespace starts. */
export function policyKeys(settings: Settings, part: string): string[] {
  return [
    ...(deniesByDefault(settings) ? [DEFAULT_DENY] : []),
    policyKey(part),
    ...(settings.platform.cluster.cni === 'cilium' && API_CALLERS.includes(part) ? [ciliumKey(part)] : []),
  ];
}

/** Whether the namespace is the control plane's alone: in anybody else's a deny for all pods would cut off their workloads. */
export function deniesByDefault({ ownsNamespace, props }: Settings): boolean {
  return ownsNamespace || props.tenant !== undefined;
}

/** Keys of the policies around the pods that controller and kmcp make, in every namespace that is known. */
export function workloadPolicyKeys(settings: Settings): string[] {
  const groups = settings.addons.kmcp ? [AGENTS, MCP_SERVERS] : [AGENTS];
  return fencedNamespaces(settings).flatMap((namespace) =>
    groups.map((group) => workloadPolicyKey(settings, group, namespace)),
  );
}

export function policyKey(part: string): string {
  return `${part}-network-policy`;
}

export function ciliumKey(part: string): string {
  return `${part}-cilium-network-policy`;
}

export function workloadPolicyKey(settings: Settings, group: string, namespace: string): string {
  return namespace === settings.namespace ? policyKey(group) : `${policyKey(group)}-${namespace}`;
}

/** The watched namespaces that have a name; of `all` only its own is known (KF5042). */
export function fencedNamespaces({ watches, namespace }: Settings): readonly string[] {
  return watches === 'all' ? [namespace] : watches;
}
