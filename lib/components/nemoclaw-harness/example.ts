import type { ControlPlaneRef } from '../../platform/control-plane-ref';
import type { GatewayRef } from '../../platform/gateway-ref';
import type { PlatformRef } from '../../platform/platform-ref';
import { examplePlatform } from '../../platform/rules/example-platform';
import type { Policy } from '../../policy';
import { releases } from '../../releases';
import { exampleControlPlane as kagentControlPlane } from '../kagent-resource/rules/example-control-plane';
import type { NemoClawHarnessProps } from './props';

/** A policy without a fault; it says nothing of files, so kagent's own hold. */
export const EXAMPLE_POLICY: Policy = {
  version: 1,
  networkPolicies: {
    tickets: {
      binaries: ['/usr/local/bin/node'],
      endpoints: [
        {
          host: 'tickets.example.com',
          port: 443,
          protocol: 'rest',
          enforcement: 'enforce',
          rules: [{ method: 'GET', path: '/v1/**' }],
        },
      ],
    },
  },
};

/** The platform of the examples: the release whose kagent drives harnesses; the digests are made up. */
export function exampleHarnessPlatform(props: Parameters<typeof examplePlatform>[0] = {}): PlatformRef {
  const release = releases.KAGENT_0_9;
  const images = [release.agentSandbox.images.controller, release.kagent.harnessImages.hermes];
  const lock = Object.fromEntries(images.map((image) => [image, `sha256:${'0'.repeat(64)}`]));
  return examplePlatform({ release, images: { lock }, ...props });
}

export function exampleGateway(changes: Partial<GatewayRef> = {}): GatewayRef {
  return {
    refVersion: 1,
    platform: exampleHarnessPlatform(),
    name: 'openshell',
    namespace: 'team-a-openshell',
    sandboxNamespace: 'team-a-harnesses',
    version: '0.0.46',
    endpoint: { host: 'openshell.team-a-openshell.svc.cluster.local', port: 8080 },
    podLabels: { 'app.kubernetes.io/name': 'openshell', 'app.kubernetes.io/instance': 'openshell' },
    transport: { mode: 'mutual', clientSecret: 'openshell-client-tls' },
    auth: 'client-certificate',
    inference: { provider: 'OpenAI', model: 'gpt-4.1-mini', apiKey: { name: 'openai', key: 'apiKey' } },
    callers: [{ namespace: 'team-a-kagent' }],
    identity: '0123456789abcdef',
    ...changes,
  };
}

/** A control plane with that gateway. */
export function exampleControlPlane(changes: Partial<ControlPlaneRef> = {}): ControlPlaneRef {
  return kagentControlPlane({ platform: exampleHarnessPlatform(), gateway: exampleGateway(), ...changes });
}

/** A harness without a fault, with some props changed: the examples of the rules. */
export function exampleHarness(changes: Readonly<Record<string, unknown>> = {}): NemoClawHarnessProps {
  return {
    controlPlane: exampleControlPlane(),
    name: 'coder',
    backend: 'nemoclaw',
    policy: EXAMPLE_POLICY,
    sync: true,
    ...changes,
  } as NemoClawHarnessProps;
}
