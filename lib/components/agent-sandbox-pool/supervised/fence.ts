import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule } from '../../../api';
import type { Deep } from '../../../plan/leaf';
import { type Resource, resource } from '../../../plan/resource';
import { dnsEgressRule } from '../../../platform/dns-egress';
import type { PolicyDocument } from '../../../policy';
import {
  type CiliumEgressSpec,
  ciliumNetworkPolicy,
  type EgressSpec,
  type InfrastructureFlow,
  networkPolicy,
  type Rendering,
  type Surroundings,
} from '../../../policy/layers';
import type { OpenShellRelease } from '../../../releases/openshell';
import { parseIpAddress } from '../../../syntax/cidr';
import { serviceOfHost } from '../../../syntax/host';
import { parseHttpUrl } from '../../../syntax/http-url';
import { labelsOf, POOL_LABEL } from '../labels';
import type { RenderedNetwork } from '../network';
import type { NetworkPeer } from '../network-props';
import { peersOf } from '../peers';
import { namespaceOf, platformOf } from '../place';
import type { AgentSandboxPoolProps } from '../props';
import { baseUrlOf } from './inference';
import { isSupervised, openShellOf, policyOf, portsOf } from './policy-of';
import type { PoolCaller } from './props';

/** The outer wall as an object will hold it. */
export type PoolFence =
  | { readonly kind: 'NetworkPolicy'; readonly rendering: Rendering<EgressSpec> }
  | { readonly kind: 'CiliumNetworkPolicy'; readonly rendering: Rendering<CiliumEgressSpec> };

/** What the policy of the pool is as a wall around its pods; nothing without a policy that can be read. */
export function fenceOf(props: AgentSandboxPoolProps): PoolFence | undefined {
  const policy = policyOf(props);
  const openshell = openShellOf(props);
  return policy && openshell && renderFence(props, policy, openshell);
}

function renderFence(props: AgentSandboxPoolProps, policy: PolicyDocument, openshell: OpenShellRelease): PoolFence {
  const { cluster } = platformOf(props);
  const surroundings: Surroundings = {
    cluster,
    ...(props.backends && { backends: props.backends }),
    infrastructure: [...inferenceFlow(props), ...(props.infrastructure ?? [])],
  };
  return cluster.cni === 'cilium'
    ? { kind: 'CiliumNetworkPolicy', rendering: ciliumNetworkPolicy(policy, openshell, surroundings) }
    : { kind: 'NetworkPolicy', rendering: networkPolicy(policy, openshell, surroundings) };
}

/** The supervisor calls the model server itself, past the policy: only the wall is in its way. source: facts/openshell.md §4.4 */
function inferenceFlow(props: AgentSandboxPoolProps): InfrastructureFlow[] {
  if (!isSupervised(props) || typeof props.inference !== 'object' || props.inference === null) return [];
  const url = parseHttpUrl(baseUrlOf(props.inference));
  if (!url.ok) return [];
  const { host, port } = url.value;
  const purpose = 'the model server behind inference.local';
  const address = parseIpAddress(host);
  if (address.ok) return [{ purpose, port, to: { cidr: `${host}/${address.value.family === 4 ? 32 : 128}` } }];
  const service = serviceOfHost(host.toLowerCase(), platformOf(props).cluster.clusterDomain);
  return [{ purpose, port, to: service === undefined ? { host } : { namespace: service.namespace } }];
}

/** The template's own rules: who may come in, and where to go unless Cilium, which knows names, says it. */
export function fencedNetwork(props: AgentSandboxPoolProps, fence: PoolFence): RenderedNetwork {
  return {
    policy: {
      ingress: ingressRules(props),
      egress: fence.kind === 'NetworkPolicy' ? fence.rendering.output.egress : dnsOnly(props),
    },
    dns: { dnsPolicy: 'ClusterFirst' },
  };
}

/** Both policies hold at once and each adds to the other, so this one opens no more than both need. */
function dnsOnly(props: AgentSandboxPoolProps): readonly NetworkPolicyEgressRule[] {
  return [dnsEgressRule(platformOf(props).cluster)];
}

function ingressRules(props: AgentSandboxPoolProps): readonly Deep<NetworkPolicyIngressRule>[] {
  const { callers = [] } = props;
  const ports = isSupervised(props) ? portsOf(props) : undefined;
  if (callers.length === 0 || ports?.length === 0) return [];
  const { cluster } = platformOf(props);
  return [
    {
      from: callers.flatMap((caller) => peersOf(callerPeer(caller), cluster)),
      ...(ports && { ports: ports.map((port) => ({ protocol: 'TCP', port })) }),
    },
  ];
}

/** Where upstream installs the Go router, and its label. source: facts/agent-sandbox.md §2.6, §3 */
const SANDBOX_ROUTER: NetworkPeer = { namespace: 'default', pods: { 'app.kubernetes.io/name': 'sandbox-router' } };

function callerPeer(caller: PoolCaller): NetworkPeer {
  if (caller === 'sandbox-router') return SANDBOX_ROUTER;
  if (typeof caller !== 'object' || !('controlPlane' in caller)) return caller;
  const { namespace, controller } = caller.controlPlane;
  return { namespace, pods: controller.podLabels };
}

/** The wall that Cilium keeps, in place before the pods. */
export function fenceMembers(props: AgentSandboxPoolProps): Resource[] {
  const fence = fenceOf(props);
  if (fence?.kind !== 'CiliumNetworkPolicy') return [];
  return [
    resource({
      key: 'fence',
      scope: 'Namespaced',
      phase: 'guard',
      teardown: 70,
      state: {
        what: 'the fence of sandboxes that outlive their template',
        retain: props.retain ?? true,
        protect: false,
      },
      manifest: {
        apiVersion: 'cilium.io/v2',
        kind: 'CiliumNetworkPolicy',
        metadata: { name: `${props.name}-fence`, namespace: namespaceOf(props), labels: labelsOf(props, 'fence') },
        spec: { endpointSelector: { matchLabels: { [POOL_LABEL]: props.name } }, ...fence.rendering.output },
      },
    }),
  ];
}
