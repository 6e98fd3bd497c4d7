import type { Resource } from '../../../plan/resource';
import { parseHttpUrl } from '../../../syntax/http-url';
import { controlPlaneMember } from '../member';
import { PART, PORT } from '../names';
import { deploymentKey } from '../part';
import type { Settings } from '../settings';
import type { FrontDoorRoute, OAuth2Proxy } from './props';

type GatewayApi = NonNullable<FrontDoorRoute['gatewayApi']>;
type ClassicIngress = NonNullable<FrontDoorRoute['ingress']>;

const SERVICE = `${PART.oauth2Proxy}-service`;

/** The way to the proxy for the host of its public address, if one is wanted. */
export function routeMembers(settings: Settings, { route, publicUrl }: OAuth2Proxy): Resource[] {
  const parsed = parseHttpUrl(publicUrl);
  if (route === undefined || !parsed.ok) return [];
  const { host } = parsed.value;
  return [route.gatewayApi ? httpRoute(settings, route.gatewayApi, host) : classic(settings, route.ingress, host)];
}

function httpRoute(settings: Settings, { parent }: GatewayApi, host: string): Resource {
  return controlPlaneMember(settings, {
    key: 'front-door-route',
    phase: 'controller',
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    name: settings.names.oauth2Proxy,
    component: PART.oauth2Proxy,
    dependsOn: [SERVICE, deploymentKey({ key: PART.oauth2Proxy })],
    body: {
      spec: {
        parentRefs: [
          {
            group: 'gateway.networking.k8s.io',
            kind: 'Gateway',
            namespace: parent.namespace,
            name: parent.name,
            ...(parent.sectionName !== undefined && { sectionName: parent.sectionName }),
          },
        ],
        hostnames: [host],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [
              { group: '', kind: 'Service', name: settings.names.oauth2Proxy, port: PORT.oauth2Proxy, weight: 1 },
            ],
            // Answers of agents are streamed; the controllers' own limits are as low as 15 seconds.
            timeouts: { request: '0s' },
          },
        ],
      },
    },
  });
}

function classic(settings: Settings, { className, tlsSecret, annotations }: ClassicIngress, host: string): Resource {
  const backend = { service: { name: settings.names.oauth2Proxy, port: { name: 'http' } } };
  return controlPlaneMember(settings, {
    key: 'front-door-ingress',
    phase: 'controller',
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    name: settings.names.oauth2Proxy,
    component: PART.oauth2Proxy,
    dependsOn: [SERVICE, deploymentKey({ key: PART.oauth2Proxy })],
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
