import type { Resource } from '../../../plan/resource';
import { PART, PORT } from '../names';
import { httpProbes, partMembers } from '../part';
import type { Settings } from '../settings';
import { CA_DIRECTORY, CA_FILE, oauth2ProxyArgs } from './arguments';
import type { OAuth2Proxy } from './props';

/** The uid of the image's own user, distroless `nonroot`. source: oauth2-proxy v7.15.3, Dockerfile */
const NONROOT = 65532;

const CA_VOLUME = 'issuer-ca';

/** oauth2-proxy: sessions are encrypted cookies, so it holds nothing. */
export function oauth2ProxyMembers(settings: Settings, proxy: OAuth2Proxy): Resource[] {
  const { names, release } = settings;
  const { clientSecret, cookieSecret, issuerCa } = proxy;
  return partMembers(settings, {
    key: PART.oauth2Proxy,
    name: names.oauth2Proxy,
    image: proxy.image ?? release.kagent.images.oauth2Proxy,
    replicas: proxy.replicas ?? DEFAULT_REPLICAS,
    user: NONROOT,
    args: oauth2ProxyArgs(settings, proxy),
    env: [
      {
        name: 'OAUTH2_PROXY_CLIENT_SECRET',
        valueFrom: { secretKeyRef: { name: clientSecret.name, key: clientSecret.key } },
      },
      {
        name: 'OAUTH2_PROXY_COOKIE_SECRET',
        valueFrom: { secretKeyRef: { name: cookieSecret.name, key: cookieSecret.key } },
      },
    ],
    ports: [{ name: 'http', port: PORT.oauth2Proxy, service: true }],
    probes: httpProbes('http', { live: '/ping', ready: '/ready' }),
    resources: proxy.resources ?? {
      requests: { cpu: '10m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '200m', memory: '128Mi', 'ephemeral-storage': '512Mi' },
    },
    usesApi: false,
    ...(issuerCa && {
      volumes: [
        { name: CA_VOLUME, secret: { secretName: issuerCa.name, items: [{ key: issuerCa.key, path: CA_FILE }] } },
      ],
      volumeMounts: [{ name: CA_VOLUME, mountPath: CA_DIRECTORY, readOnly: true }],
    }),
  });
}

const DEFAULT_REPLICAS = 2;
