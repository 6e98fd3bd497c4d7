import { examplePlatform } from '../../platform/rules/example-platform';
import { releases } from '../../releases';
import type { OpenShellGatewayProps } from './props';

const DIGEST = `sha256:${'6'.repeat(64)}`;

/** An image with a digest; the digest is made up. */
export const EXAMPLE_TOOLS = `registry.example/tools@${DIGEST}`;

const LOCK = Object.fromEntries(
  Object.values(releases).flatMap(({ openshell: { version }, agentSandbox }) => [
    [agentSandbox.images.controller, DIGEST],
    [`ghcr.io/nvidia/openshell/gateway:${version}`, DIGEST],
    [`ghcr.io/nvidia/openshell/supervisor:${version}`, DIGEST],
  ]),
);

/** A platform whose lock has the images of both releases. */
export function exampleGatewayPlatform(changes: Parameters<typeof examplePlatform>[0] = {}) {
  return examplePlatform({ release: releases.KAGENT_0_9, images: { lock: LOCK }, ...changes });
}

/** A gateway of the mission's release without a fault, with some props changed: the examples of the rules. */
export function exampleGateway(changes: Readonly<Record<string, unknown>> = {}): OpenShellGatewayProps {
  return {
    platform: exampleGatewayPlatform(),
    namespace: 'team-a-openshell',
    sandboxNamespace: 'team-a-harnesses',
    createNamespaces: true,
    tls: { certManager: {} },
    callers: [{ namespace: 'team-a-kagent', podLabels: { 'app.kubernetes.io/component': 'controller' } }],
    ...changes,
  } as unknown as OpenShellGatewayProps;
}

/** The same of the release with OpenShell 0.0.111, which also needs keys that are no certificates. */
export function exampleSideBySide(changes: Readonly<Record<string, unknown>> = {}): OpenShellGatewayProps {
  return exampleGateway({
    platform: exampleGatewayPlatform({ release: releases.SIDE_BY_SIDE }),
    tls: { job: { image: EXAMPLE_TOOLS } },
    // There a certificate makes nobody a user.
    auth: { oidc: { issuer: 'https://login.example.com/realms/team-a', audience: 'openshell' } },
    ...changes,
  });
}
