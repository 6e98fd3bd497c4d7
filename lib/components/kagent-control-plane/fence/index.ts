import type { Resource } from '../../../plan/resource';
import { ciliumToApiServer } from '../../../platform/cilium-api-server';
import { controlPlaneMember, memberIn } from '../member';
import type { Settings } from '../settings';
import {
  API_CALLERS,
  ciliumKey,
  DEFAULT_DENY,
  deniesByDefault,
  fencedNamespaces,
  policyKey,
  policyKeys,
  workloadPolicyKey,
  workloadPolicyKeys,
} from './keys';
import { type Fence, partFences, workloadFences } from './parts';

export { namespaceMembers } from './namespace';

const NETWORKING = 'networking.k8s.io/v1';

/** The NetworkPolicies of every part, and of the pods that are made in the watched namespaces. source: facts/kagent.md §10.9 */
export function fenceMembers(settings: Settings): Resource[] {
  return [
    ...defaultDeny(settings),
    ...partFences(settings).flatMap((fence) => [partPolicy(settings, fence), ...ciliumPolicy(settings, fence)]),
    ...fencedNamespaces(settings).flatMap((namespace) =>
      workloadFences(settings, namespace).map((fence) => workloadPolicy(settings, namespace, fence)),
    ),
  ];
}

/** Keys of all of them: the controller is not to make a pod before its fence stands. */
export function fenceKeys(settings: Settings): string[] {
  const parts = partFences(settings).flatMap(({ part }) => policyKeys(settings, part));
  return [...new Set([...parts, ...workloadPolicyKeys(settings)])];
}

function defaultDeny(settings: Settings): Resource[] {
  if (!deniesByDefault(settings)) return [];
  return [
    controlPlaneMember(settings, {
      key: DEFAULT_DENY,
      phase: 'guard',
      apiVersion: NETWORKING,
      kind: 'NetworkPolicy',
      name: `${settings.prefix}-${DEFAULT_DENY}`,
      component: 'network',
      body: { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
    }),
  ];
}

function partPolicy(settings: Settings, fence: Fence): Resource {
  return controlPlaneMember(settings, {
    key: policyKey(fence.part),
    phase: 'guard',
    apiVersion: NETWORKING,
    kind: 'NetworkPolicy',
    name: `${settings.prefix}-${fence.part}`,
    component: 'network',
    body: { spec: policySpec(fence) },
  });
}

function workloadPolicy(settings: Settings, namespace: string, fence: Fence): Resource {
  const own = namespace === settings.namespace;
  return memberIn(settings, namespace, {
    key: workloadPolicyKey(settings, fence.part, namespace),
    phase: 'guard',
    apiVersion: NETWORKING,
    kind: 'NetworkPolicy',
    // In a namespace that several control planes watch, each has a policy of its own.
    name: `${own ? '' : `${settings.namespace}-`}${settings.prefix}-${fence.part}`,
    component: 'network',
    body: { spec: policySpec(fence) },
  });
}

function policySpec({ selector, ingress, egress }: Fence) {
  return {
    podSelector: { matchLabels: selector },
    policyTypes: ['Ingress', 'Egress'],
    ...(ingress.length > 0 && { ingress }),
    ...(egress.length > 0 && { egress }),
  };
}

/** What a NetworkPolicy cannot say under Cilium: that the API server, which may be a node, is a peer. */
function ciliumPolicy(settings: Settings, { part, selector }: Fence): Resource[] {
  const { cluster } = settings.platform;
  if (cluster.cni !== 'cilium' || !API_CALLERS.includes(part)) return [];
  return [
    controlPlaneMember(settings, {
      key: ciliumKey(part),
      phase: 'guard',
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      name: `${settings.prefix}-${part}`,
      component: 'network',
      body: { spec: { endpointSelector: { matchLabels: selector }, egress: [ciliumToApiServer(cluster)] } },
    }),
  ];
}
