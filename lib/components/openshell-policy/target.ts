import { nameHash } from '../../syntax/name-hash';
import { POOL_LABEL } from '../agent-sandbox-pool/labels';
import { namespaceOf } from './place';
import type { HarnessTarget, OpenShellPolicyProps, PolicyTarget } from './props';

/** Pods that a target means. */
export interface TargetPods {
  readonly namespace: string;
  /** Empty for all of them. */
  readonly labels: { readonly [label: string]: string };
}

/** The target in one stable word, part of keys and names. */
export function targetKey(target: PolicyTarget): string {
  if ('pool' in target) return `pool-${target.pool}`;
  if ('pods' in target) return `pods-${target.as}`;
  if ('harness' in target) return `harness-${target.harness}`;
  return 'all-pods';
}

export function podsOf(target: PolicyTarget, props: OpenShellPolicyProps): TargetPods {
  const namespace = namespaceOf(props);
  if ('pool' in target) return { namespace, labels: { [POOL_LABEL]: target.pool } };
  if ('pods' in target) return { namespace, labels: target.pods };
  if ('harness' in target) {
    // The gateway's pods carry no label but this one. source: facts/verified.md §2; fault F-NET-08
    const labels = { 'agents.x-k8s.io/sandbox-name-hash': nameHash(sandboxNameOf(target)) };
    return { namespace: target.gateway.sandboxNamespace, labels };
  }
  return { namespace, labels: {} };
}

/** The name under which kagent asks the gateway for the sandbox. source: facts/kagent.md §3 */
export function sandboxNameOf({ harnessNamespace, harness }: HarnessTarget): string {
  return `${harnessNamespace}-${harness}`;
}

/** Whether OpenShell enforces this very policy inside the target's pods. */
export function isEnforcedInside(target: PolicyTarget): boolean {
  return 'harness' in target ? (target.sync ?? true) : target.inside === 'openshell';
}
