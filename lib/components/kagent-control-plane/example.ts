import { examplePlatform } from '../../platform/rules/example-platform';
import { releases } from '../../releases';
import { exampleGateway } from '../openshell-gateway/example';
import { gatewayRefOf } from '../openshell-gateway/ref';
import type { KagentControlPlaneProps } from './props';

const DIGEST = `sha256:${'9'.repeat(64)}`;

/** A lock with a made-up digest for every image of every release. */
export const EXAMPLE_LOCK = Object.fromEntries(
  Object.values(releases)
    .flatMap(({ agentSandbox, kagent, kmcp, tools }) => [
      agentSandbox.images.controller,
      ...Object.values(kagent.images),
      ...Object.values(kmcp.images),
      ...Object.values(tools.images),
    ])
    .map((image) => [image, DIGEST]),
);

/** A platform whose lock has the images of a control plane. */
export function exampleControlPlanePlatform(changes: Parameters<typeof examplePlatform>[0] = {}) {
  return examplePlatform({ images: { lock: EXAMPLE_LOCK }, ...changes });
}

/** A control plane without a fault, with some props changed: the examples of the rules. */
export function exampleControlPlane(changes: Readonly<Record<string, unknown>> = {}): KagentControlPlaneProps {
  return {
    platform: exampleControlPlanePlatform(),
    namespace: 'team-a-kagent',
    createNamespace: true,
    database: { url: { name: 'kagent-db', key: 'url' }, to: { namespace: 'databases' } },
    frontDoor: { trustedProxy: { from: [{ namespace: 'ingress', podLabels: { app: 'proxy' } }] } },
    ...changes,
  } as unknown as KagentControlPlaneProps;
}

/** An oauth2-proxy without a fault. */
export const EXAMPLE_OAUTH2_PROXY = {
  issuer: 'https://login.example.com/realms/team-a',
  issuerAt: 'public-internet',
  publicUrl: 'https://kagent.example.com',
  clientId: 'kagent',
  clientSecret: { name: 'kagent-oidc', key: 'client-secret' },
  cookieSecret: { name: 'kagent-oidc', key: 'cookie-secret' },
  allow: { groups: ['team-a'] },
  from: [{ namespace: 'ingress' }],
} as const;

/** The same control plane behind that proxy, with some of its props changed. */
export function exampleBehindOAuth2Proxy(changes: Readonly<Record<string, unknown>> = {}): KagentControlPlaneProps {
  return exampleControlPlane({ frontDoor: { oauth2Proxy: { ...EXAMPLE_OAUTH2_PROXY, ...changes } } });
}

/** The same control plane in the mission's release, on a gateway without a fault, with some props of either changed. */
export function exampleWithGateway(
  changes: Readonly<Record<string, unknown>> = {},
  gateway: Readonly<Record<string, unknown>> = {},
): KagentControlPlaneProps {
  const platform = exampleControlPlanePlatform({ release: releases.KAGENT_0_9 });
  return exampleControlPlane({ platform, gateway: gatewayRefOf(exampleGateway({ platform, ...gateway })), ...changes });
}
