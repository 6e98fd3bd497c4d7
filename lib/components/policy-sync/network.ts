import type { Resource } from '../../plan/resource';
import { dnsEgressRule } from '../../platform/dns-egress';
import { metricsIngress } from '../observability/network';
import { syncMember } from './member';
import { STATUS_PORT, SYNC_COMPONENT, syncSelector } from './names';
import type { SyncSettings } from './settings';

/** The fence: the gateway's pods and names, and in from whoever scrapes. */
export function networkMember(settings: SyncSettings): Resource {
  const { gateway, name, metrics } = settings;
  const ingress = metricsIngress(metrics && { metrics }, STATUS_PORT);
  return syncMember(settings, {
    key: 'network-policy',
    phase: 'guard',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    name,
    component: SYNC_COMPONENT,
    body: {
      spec: {
        podSelector: { matchLabels: syncSelector(name) },
        policyTypes: ['Ingress', 'Egress'],
        ...(ingress.length > 0 && { ingress }),
        egress: [
          {
            to: [
              {
                namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': gateway.namespace } },
                podSelector: { matchLabels: gateway.podLabels },
              },
            ],
            ports: [{ protocol: 'TCP', port: gateway.endpoint.port }],
          },
          dnsEgressRule(gateway.platform.cluster),
        ],
      },
    },
  });
}
