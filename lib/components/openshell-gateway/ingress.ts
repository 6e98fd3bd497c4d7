import type { Resource } from '../../plan/resource';
import type { GatewayIngress } from './ingress-props';
import { gatewayMember } from './member';
import { PORT } from './names';
import type { Settings } from './settings';

type GatewayApi = NonNullable<GatewayIngress['gatewayApi']>;
type ClassicIngress = NonNullable<GatewayIngress['ingress']>;

/** The way in from outside, if there is one. */
export function ingressMembers(settings: Settings): Resource[] {
  const { ingress } = settings.props;
  if (ingress?.gatewayApi) return [route(settings, ingress.gatewayApi)];
  if (ingress?.ingress) return [classic(settings, ingress.ingress)];
  return [];
}

/**
 * Under TLS the Gateway passes the connection through, so that the handshake with its client certificate is the gateway's
 * own; a GRPCRoute would end it at the Gateway. source: Gateway API, "TLS configuration"
 */
function route(settings: Settings, { parent, hostnames }: GatewayApi): Resource {
  const plaintext = settings.transport.mode === 'plaintext';
  return gatewayMember(settings, {
    key: 'route',
    phase: 'controller',
    apiVersion: plaintext ? 'gateway.networking.k8s.io/v1' : 'gateway.networking.k8s.io/v1alpha2',
    kind: plaintext ? 'GRPCRoute' : 'TLSRoute',
    name: settings.name,
    component: 'ingress',
    dependsOn: ['service'],
    body: {
      spec: {
        parentRefs: [
          {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            name: parent.name,
            namespace: parent.namespace,
            ...(parent.sectionName !== undefined && { sectionName: parent.sectionName }),
          },
        ],
        hostnames,
        rules: [{ backendRefs: [{ group: '', kind: 'Service', name: settings.name, port: PORT.grpc, weight: 1 }] }],
      },
    },
  });
}

function classic(settings: Settings, { className, host, tlsSecret, annotations }: ClassicIngress): Resource {
  const backend = { service: { name: settings.name, port: { name: 'grpc' } } };
  return gatewayMember(settings, {
    key: 'ingress',
    phase: 'controller',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    name: settings.name,
    component: 'ingress',
    dependsOn: ['service'],
    ...(annotations && { annotations }),
    body: {
      spec: {
        ingressClassName: className,
        tls: [{ hosts: [host], secretName: tlsSecret }],
        rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      },
    },
  });
}
