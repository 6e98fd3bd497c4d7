import type { Resource } from '../../plan/resource';
import { gatewayMember } from './member';
import { gatewaySelector, metricsServiceName, PORT } from './names';
import type { Settings } from './settings';

/** The Service that callers dial and, apart from it, that of the metrics. */
export function serviceMembers(settings: Settings): Resource[] {
  const { name } = settings;
  const selector = gatewaySelector(name);
  const common = { phase: 'config', apiVersion: 'v1', kind: 'Service' } as const;
  return [
    gatewayMember(settings, {
      ...common,
      key: 'service',
      name,
      component: 'gateway',
      body: {
        spec: {
          type: 'ClusterIP',
          selector,
          ports: [{ name: 'grpc', port: PORT.grpc, targetPort: 'grpc', protocol: 'TCP', ...appProtocol(settings) }],
        },
      },
    }),
    gatewayMember(settings, {
      ...common,
      key: 'metrics-service',
      name: metricsServiceName(name),
      component: 'metrics',
      body: {
        spec: {
          type: 'ClusterIP',
          selector,
          ports: [{ name: 'metrics', port: PORT.metrics, targetPort: 'metrics', protocol: 'TCP' }],
        },
      },
    }),
  ];
}

// Under TLS what is inside is nobody’s business on the way; a mesh would take `grpc` for plaintext. source: Kubernetes, "Application protocol"
function appProtocol({ transport }: Settings) {
  return transport.mode === 'plaintext' ? { appProtocol: 'kubernetes.io/h2c' } : {};
}
