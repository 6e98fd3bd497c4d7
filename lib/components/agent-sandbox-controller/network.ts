import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule } from '../../api';
import type { Resource } from '../../plan/resource';
import { apiServerEgressRule } from '../../platform/api-server-egress';
import { ciliumFromApiServer, ciliumToApiServer } from '../../platform/cilium-api-server';
import { dnsEgressRule } from '../../platform/dns-egress';
import { metricsIngress, otlpEgress } from '../observability/network';
import { otlpEndpointOf } from '../observability/otlp-endpoint';
import { namespacedMember } from './member';
import { CONTROLLER, PORT, SELECTOR } from './names';
import type { Settings } from './settings';

const NETWORKING = 'networking.k8s.io/v1';

/** Default deny where the namespace is ours, and the flows that the controller has. */
export function networkMembers(settings: Settings): Resource[] {
  return [...defaultDeny(settings), controllerPolicy(settings), ...ciliumPolicy(settings)];
}

/** Keys of the policies that must stand before the controller starts. */
export function networkKeys({ ownsNamespace, platform }: Settings): string[] {
  return [
    ...(ownsNamespace ? ['default-deny'] : []),
    'network-policy',
    ...(platform.cluster.cni === 'cilium' ? ['cilium-network-policy'] : []),
  ];
}

function defaultDeny(settings: Settings): Resource[] {
  if (!settings.ownsNamespace) return [];
  return [
    namespacedMember(settings, {
      key: 'default-deny',
      phase: 'guard',
      apiVersion: NETWORKING,
      kind: 'NetworkPolicy',
      name: 'default-deny',
      component: 'network',
      body: { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
    }),
  ];
}

// Probes come from the kubelet, which network plugins let through without a rule.
function controllerPolicy(settings: Settings): Resource {
  const ingress = ingressRules(settings);
  return namespacedMember(settings, {
    key: 'network-policy',
    phase: 'guard',
    apiVersion: NETWORKING,
    kind: 'NetworkPolicy',
    name: CONTROLLER,
    component: 'network',
    body: {
      spec: {
        podSelector: { matchLabels: SELECTOR },
        policyTypes: ['Ingress', 'Egress'],
        ...(ingress.length > 0 && { ingress }),
        egress: egressRules(settings),
      },
    },
  });
}

/** What a NetworkPolicy cannot say under Cilium: that the API server, which may be a node, is a peer. */
function ciliumPolicy(settings: Settings): Resource[] {
  const { cluster } = settings.platform;
  if (cluster.cni !== 'cilium') return [];
  return [
    namespacedMember(settings, {
      key: 'cilium-network-policy',
      phase: 'guard',
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      name: CONTROLLER,
      component: 'network',
      body: {
        spec: {
          endpointSelector: { matchLabels: SELECTOR },
          egress: [ciliumToApiServer(cluster)],
          ...(settings.certificate !== undefined && { ingress: [ciliumFromApiServer(PORT.webhook)] }),
        },
      },
    }),
  ];
}

function ingressRules({ certificate, props, platform }: Settings): NetworkPolicyIngressRule[] {
  return [
    // The API server calls the conversion webhook. source: fault F-NET-07
    ...(certificate === undefined
      ? []
      : [
          {
            from: platform.cluster.apiServerCidrs.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ protocol: 'TCP', port: PORT.webhook }],
          },
        ]),
    ...metricsIngress(props.observability, PORT.metrics),
  ];
}

function egressRules({ props: { observability }, platform: { cluster } }: Settings): NetworkPolicyEgressRule[] {
  return [
    apiServerEgressRule(cluster),
    ...otlpEgress(observability, cluster),
    // The API server is reached by address; only a collector is looked up.
    ...(otlpEndpointOf(observability?.otlp, cluster)?.needsDns ? [dnsEgressRule(cluster)] : []),
  ];
}
