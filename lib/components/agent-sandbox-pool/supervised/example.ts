import type { ClusterFacts } from '../../../platform/cluster';
import { definePlatform, type PlatformRef } from '../../../platform/platform-ref';
import { EXAMPLE_CLUSTER } from '../../../platform/rules/example-platform';
import type { Policy } from '../../../policy';
import { releases } from '../../../releases';
import { GATEWAY_RELEASES } from '../../../releases/openshell/gateway';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';
import { RELAY_IMAGE } from './relay';

/** A digest that is made up. */
const DIGEST = `sha256:${'6'.repeat(64)}`;

/** A platform whose lock has the images of supervised pools. */
export function exampleSupervisedPlatform(cluster: Partial<ClusterFacts> = {}): PlatformRef {
  const images = [...GATEWAY_RELEASES.map(({ images: { supervisor } }) => supervisor), RELAY_IMAGE];
  return definePlatform({
    release: releases.SIDE_BY_SIDE,
    cluster: { ...EXAMPLE_CLUSTER, ...cluster },
    images: { lock: Object.fromEntries(images.map((image) => [image, DIGEST])) },
  });
}

/** Reading one service, by one program. */
export const EXAMPLE_POOL_POLICY: Policy = {
  version: 1,
  filesystem: {
    includeWorkdir: true,
    readOnly: ['/usr', '/lib', '/etc', '/proc', '/dev/urandom'],
    readWrite: ['/sandbox', '/tmp', '/dev/null'],
  },
  landlock: { compatibility: 'hard_requirement' },
  process: { runAsUser: 'sandbox', runAsGroup: 'sandbox' },
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

/** A supervised pool without a fault, with some props changed: the examples of the rules. */
export function exampleSupervisedPool(changes: Readonly<Record<string, unknown>> = {}): AgentSandboxPoolProps {
  return examplePool({
    platform: exampleSupervisedPlatform(),
    network: undefined,
    enforcement: 'openshell',
    policy: EXAMPLE_POOL_POLICY,
    command: ['claude', '--print'],
    imageContract: 'probed',
    seccompProfile: { localhostProfile: 'kagent-fleet/openshell.json' },
    ...changes,
  });
}

/** The same with a model behind it. */
export function exampleInferencePool(inference: object = {}, changes: object = {}): AgentSandboxPoolProps {
  return exampleSupervisedPool({
    inference: {
      provider: 'Anthropic',
      model: 'claude-sonnet-4-5',
      apiKey: { name: 'models', key: 'apiKey' },
      ...inference,
    },
    ...changes,
  });
}
