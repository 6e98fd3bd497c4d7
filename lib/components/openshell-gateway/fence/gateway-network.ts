import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPeer } from '../../../api';
import type { Resource } from '../../../plan/resource';
import { apiServerEgressRule } from '../../../platform/api-server-egress';
import { ciliumToApiServer } from '../../../platform/cilium-api-server';
import { dnsEgressRule } from '../../../platform/dns-egress';
import { networkPolicyPeer } from '../../../platform/network-peer';
import { publicInternetPeers } from '../../../platform/public-internet';
import { metricsIngress, otlpEgress } from '../../observability/network';
import { parseIssuer } from '../auth/issuer';
import { gatewayMember } from '../member';
import { gatewaySelector, PORT } from '../names';
import type { Settings } from '../settings';
import { sandboxPeer } from './sandbox-peer';

const NETWORKING = 'networking.k8s.io/v1';

/** Default deny where nobody else's pods are, and the flows that the gateway has. */
export function gatewayNetworkMembers(settings: Settings): Resource[] {
  const common = { phase: 'guard', component: 'network' } as const;
  const { cluster } = settings.platform;
  const selector = { matchLabels: gatewaySelector(settings.name) };
  return [
    ...(ownsNamespace(settings)
      ? [
          gatewayMember(settings, {
            ...common,
            key: 'default-deny',
            apiVersion: NETWORKING,
            kind: 'NetworkPolicy',
            name: `${settings.name}-default-deny`,
            body: { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } },
          }),
        ]
      : []),
    gatewayMember(settings, {
      ...common,
      key: 'network-policy',
      apiVersion: NETWORKING,
      kind: 'NetworkPolicy',
      name: settings.name,
      body: {
        spec: {
          podSelector: selector,
          policyTypes: ['Ingress', 'Egress'],
          ingress: ingressRules(settings),
          egress: egressRules(settings),
        },
      },
    }),
    ...(cluster.cni === 'cilium'
      ? [
          gatewayMember(settings, {
            ...common,
            key: 'cilium-network-policy',
            apiVersion: 'cilium.io/v2',
            kind: 'CiliumNetworkPolicy',
            name: settings.name,
            body: { spec: { endpointSelector: selector, egress: [ciliumToApiServer(cluster)] } },
          }),
        ]
      : []),
  ];
}

/** Keys of the policies that must stand before the gateway starts. */
export function gatewayNetworkKeys(settings: Settings): string[] {
  return [
    ...(ownsNamespace(settings) ? ['default-deny'] : []),
    'network-policy',
    ...(settings.platform.cluster.cni === 'cilium' ? ['cilium-network-policy'] : []),
  ];
}

/** Whether the namespace is the gateway's alone: in anybody else's a deny for all pods would cut off their workloads. */
function ownsNamespace({ ownsNamespaces, props }: Settings): boolean {
  return ownsNamespaces || props.tenant !== undefined;
}

// The port itself authenticates too little for anybody else: faults F-GW-02, F-GW-16. Probes come from the kubelet,
// which network plugins let through without a rule.
function ingressRules(settings: Settings): NetworkPolicyIngressRule[] {
  const { props, callers } = settings;
  return [
    {
      from: [sandboxPeer(settings), ...callers.map(networkPolicyPeer), ...ingressPeers(props)],
      ports: [{ protocol: 'TCP', port: PORT.grpc }],
    },
    ...metricsIngress(props.observability, PORT.metrics),
  ];
}

function ingressPeers({ ingress }: Settings['props']): NetworkPolicyPeer[] {
  if (ingress?.gatewayApi) {
    const { parent, dataPlane = { namespace: parent.namespace } } = ingress.gatewayApi;
    return [networkPolicyPeer(dataPlane)];
  }
  return ingress?.ingress ? [networkPolicyPeer(ingress.ingress.controller)] : [];
}

function egressRules(settings: Settings): NetworkPolicyEgressRule[] {
  const { cluster } = settings.platform;
  return [
    apiServerEgressRule(cluster),
    dnsEgressRule(cluster),
    ...issuerRule(settings),
    ...databaseRule(settings),
    ...otlpEgress(settings.props.observability, cluster),
  ];
}

function issuerRule({ props, platform: { cluster } }: Settings): NetworkPolicyEgressRule[] {
  const oidc = props.auth?.oidc;
  if (oidc === undefined) return [];
  const parsed = parseIssuer(oidc.issuer, cluster.clusterDomain);
  if (!parsed.ok) return [];
  const peer = oidc.to ?? parsed.value.peer;
  const to = peer === undefined ? publicInternetPeers(cluster) : [networkPolicyPeer(peer)];
  return [{ to, ports: [{ protocol: 'TCP', port: oidc.port ?? parsed.value.port }] }];
}

function databaseRule({ props }: Settings): NetworkPolicyEgressRule[] {
  const postgres = props.storage?.postgres;
  if (postgres === undefined) return [];
  return [{ to: [networkPolicyPeer(postgres.to)], ports: [{ protocol: 'TCP', port: postgres.port ?? 5432 }] }];
}
