import type { Resource } from '../../../plan/resource';
import { apiServerEgressRule } from '../../../platform/api-server-egress';
import { ciliumToApiServer } from '../../../platform/cilium-api-server';
import { dnsEgressRule } from '../../../platform/dns-egress';
import { gatewayMember, jobPodLabels } from '../member';
import type { Settings } from '../settings';

const COMPONENT = 'certgen';

/** The Job reaches the API server and nothing else. */
export function keysJobNetwork(settings: Settings): Resource[] {
  const { cluster } = settings.platform;
  const matchLabels = selectorOf(settings);
  const common = { phase: 'guard', name: `${settings.name}-certgen`, component: COMPONENT } as const;
  return [
    gatewayMember(settings, {
      ...common,
      key: 'certgen-network-policy',
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      body: {
        spec: {
          podSelector: { matchLabels },
          policyTypes: ['Ingress', 'Egress'],
          // Upstream's client may look the API server up by name.
          egress: [apiServerEgressRule(cluster), dnsEgressRule(cluster)],
        },
      },
    }),
    ...(cluster.cni === 'cilium'
      ? [
          gatewayMember(settings, {
            ...common,
            key: 'certgen-cilium-network-policy',
            apiVersion: 'cilium.io/v2',
            kind: 'CiliumNetworkPolicy',
            body: { spec: { endpointSelector: { matchLabels }, egress: [ciliumToApiServer(cluster)] } },
          }),
        ]
      : []),
  ];
}

/** Keys of the policies that must stand before the Job runs. */
export function keysJobNetworkKeys({ platform }: Settings): string[] {
  return ['certgen-network-policy', ...(platform.cluster.cni === 'cilium' ? ['certgen-cilium-network-policy'] : [])];
}

function selectorOf(settings: Settings) {
  const labels = jobPodLabels(settings, COMPONENT);
  return {
    'app.kubernetes.io/name': labels['app.kubernetes.io/name'],
    'app.kubernetes.io/instance': labels['app.kubernetes.io/instance'],
  };
}
