// `npx ts-node --swc bench/claims.ts`: how long a claim takes to be ready on a warm pool, with the real API server and the
// real agent-sandbox controller. Pods are fake, so it is the controller's and the API server's share: admission of the
// larger pod, its larger object. Only the ratio means anything.
import { exampleInferencePool } from '../lib/components/agent-sandbox-pool/supervised/example';
import { RELAY_IMAGE } from '../lib/components/agent-sandbox-pool/supervised/relay';
import type { PlatformRef } from '../lib/platform/platform-ref';
import { GATEWAY_RELEASES } from '../lib/releases/openshell/gateway';
import type { ApiClient } from '../test/cluster/api-client';
import { applyInOrder } from '../test/cluster/apply';
import { startControlPlane } from '../test/cluster/control-plane';
import { startDeployedController } from '../test/cluster/deployed-controller';
import { fleetResources, IMAGE, manifestsOf, testPlatform, testPool } from '../test/cluster/fleet';
import { claimSandbox, type PoolName, untilFull } from '../test/cluster/warm-pool';
import { ratioLine, type Timing } from './measure';

const ROUNDS = 15;
const REPLICAS = 3;
/** What a supervised pool may cost over one without a supervisor. */
const TARGET = 1.5;

const OPEN: PoolName = { namespace: 'open', name: 'coder' };
const SUPERVISED: PoolName = { namespace: 'supervised', name: 'claude' };

function platformOf(): PlatformRef {
  const platform = testPlatform('SIDE_BY_SIDE');
  const names = [...GATEWAY_RELEASES.map(({ images }) => images.supervisor), RELAY_IMAGE];
  const lock = {
    ...platform.images.lock,
    ...Object.fromEntries(names.map((name) => [name, `sha256:${'6'.repeat(64)}`])),
  };
  return { ...platform, images: { ...platform.images, lock } };
}

async function main(): Promise<void> {
  const platform = platformOf();
  const common = { platform, image: IMAGE, replicas: REPLICAS, createNamespace: true };
  const objects = manifestsOf(
    fleetResources(platform, [
      testPool(platform, { ...common, ...OPEN }),
      exampleInferencePool({}, { ...common, ...SUPERVISED, ports: [8888], callers: ['sandbox-router'] }),
    ]),
  );
  const plane = await startControlPlane({ controllers: false });
  try {
    await applyInOrder(plane.client, objects);
    await plane.startControllers();
    await startDeployedController(plane, objects);
    const [open, supervised] = await claimInTurn(plane.client, [OPEN, SUPERVISED]);
    if (open && supervised) console.log(ratioLine(supervised, open, TARGET));
  } finally {
    await plane.stop();
  }
}

/** Claims from the pools in turn, each from a full pool, so that both see the same machine; one round is not counted. */
async function claimInTurn(client: ApiClient, pools: readonly PoolName[]): Promise<Timing[]> {
  const times = new Map<PoolName, number[]>(pools.map((pool) => [pool, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const pool of pools) {
      await untilFull(client, pool);
      const start = performance.now();
      await claimSandbox(client, pool, `bench-${round}`);
      if (round > 0) times.get(pool)?.push(performance.now() - start);
    }
  }
  return pools.map((pool) => {
    const sorted = [...(times.get(pool) ?? [])].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
    return { name: `claim from ${pool.namespace}`, median: at(0.5), low: at(0), high: at(1) };
  });
}

void main();
