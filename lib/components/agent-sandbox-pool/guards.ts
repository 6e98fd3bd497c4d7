import { type Resource, resource } from '../../plan/resource';
import { labelsOf, POOL_LABEL } from './labels';
import { namespaceOf } from './place';
import type { AgentSandboxPoolProps, PoolQuota } from './props';
import { mostWarm } from './warm-pool';

/** What holds for the pool's pods whatever becomes of its template: default-deny, quota, limits. */
export function guardMembers(props: AgentSandboxPoolProps): Resource[] {
  return [...defaultDenyMembers(props), ...quotaMembers(props), ...limitRangeMembers(props)];
}

/**
 * A NetworkPolicy without rules beside the template's: it goes before the first pod and stays after the template.
 * source: facts/agent-sandbox.md §7.8
 */
/** Whether the namespace holds nothing but pools: in anybody else's, a deny for all pods would cut off their workloads. */
function ownsNamespace({ createNamespace = false, tenant }: AgentSandboxPoolProps): boolean {
  return createNamespace || tenant !== undefined;
}

function defaultDenyMembers(props: AgentSandboxPoolProps): Resource[] {
  const { name, defaultDeny = ownsNamespace(props) ? 'namespace' : 'pool', retain = true } = props;
  if (defaultDeny === 'external') return [];
  return [
    resource({
      key: 'default-deny',
      scope: 'Namespaced',
      phase: 'guard',
      teardown: 80,
      state: { what: 'the fence of sandboxes that outlive their template', retain, protect: false },
      manifest: {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: {
          name: `${name}-default-deny`,
          namespace: namespaceOf(props),
          labels: labelsOf(props, 'default-deny'),
        },
        spec: {
          podSelector: defaultDeny === 'namespace' ? {} : { matchLabels: { [POOL_LABEL]: name } },
          policyTypes: ['Ingress', 'Egress'],
        },
      },
    }),
  ];
}

function quotaMembers(props: AgentSandboxPoolProps): Resource[] {
  const { quota } = props;
  if (quota === undefined) return [];
  return [
    resource({
      key: 'quota',
      scope: 'Namespaced',
      phase: 'guard',
      teardown: 60,
      manifest: {
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: props.name, namespace: namespaceOf(props), labels: labelsOf(props, 'quota') },
        spec: {
          hard: {
            'count/sandboxes.agents.x-k8s.io': String(quota.sandboxes),
            'count/sandboxclaims.extensions.agents.x-k8s.io': String(claimsOf(props, quota)),
            pods: String(quota.sandboxes),
            ...quota.hard,
          },
        },
      },
    }),
  ];
}

/** SandboxClaims that a quota allows at a time. */
export function claimsOf({ replicas }: AgentSandboxPoolProps, { sandboxes, claims }: PoolQuota): number {
  return claims ?? Math.max(sandboxes - (mostWarm(replicas) ?? 0), 0);
}

function limitRangeMembers(props: AgentSandboxPoolProps): Resource[] {
  const { limitRange } = props;
  if (limitRange === undefined) return [];
  return [
    resource({
      key: 'limit-range',
      scope: 'Namespaced',
      phase: 'guard',
      teardown: 60,
      manifest: {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: props.name, namespace: namespaceOf(props), labels: labelsOf(props, 'limit-range') },
        spec: { limits: [{ type: 'Container', ...limitRange }] },
      },
    }),
  ];
}
