// `npm run try`: the synthesized output, unchanged, on a throw-away control plane with the real agent-sandbox
// controller. It claims a sandbox, says what happened, and stays until Ctrl-C.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { applyInOrder, changedBetween, settledVersions } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { startDeployedController } from './deployed-controller';
import type { Manifest } from './kubernetes-object';
import { only, readSynthesized } from './synthesized';
import { claimSandbox, type PoolName, policiesSelecting, untilFull } from './warm-pool';

const DIST = resolve(__dirname, '../../dist');

const start = Date.now();

function say(line: string): void {
  console.log(`${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

async function main(): Promise<void> {
  if (!existsSync(DIST)) throw new Error('there is no dist/; run `npm run synth` first');
  const objects = readSynthesized(DIST);
  const plane = await startControlPlane({ controllers: false, nodes: 0, say });
  try {
    await applyInOrder(plane.client, objects);
    say(`applied ${objects.length} objects of dist/, unchanged`);
    // Only now, because a quota on a kind counts only when the controller manager has discovered it: up to 30 s later.
    await plane.startControllers();
    await startController(plane, objects);
    const pool = only<Manifest & { metadata: PoolName }>(objects, 'SandboxWarmPool').metadata;
    await fill(plane, pool);
    await claim(plane, pool);
    await applyAgain(plane, objects);
    say(`look around:  kubectl --kubeconfig ${plane.kubeconfigPath} get sandboxes,sandboxclaims,networkpolicies -A`);
    say('Ctrl-C ends it and removes everything');
    await interrupted();
  } finally {
    await plane.stop();
  }
}

async function startController(plane: ControlPlane, objects: readonly Manifest[]): Promise<void> {
  const { args, serviceAccount, route } = await startDeployedController(plane, objects);
  if (route === 'url') {
    throw new Error(
      'this release needs the conversion webhook, whose Service listens on port 443: run as root, or try a release without v1alpha1',
    );
  }
  say(`the real controller runs as ${serviceAccount} with ${args.join(' ')}`);
}

async function fill({ client }: ControlPlane, pool: PoolName): Promise<void> {
  const warm = await untilFull(client, pool, { timeoutMs: 120_000 });
  say(`pool ${pool.namespace}/${pool.name} is full: ${warm.length} warm sandboxes`);
}

async function claim({ client }: ControlPlane, pool: PoolName): Promise<void> {
  const asked = Date.now();
  const { sandbox, pod } = await claimSandbox(client, pool, 'try');
  say(`claim try is bound to warm sandbox ${sandbox.metadata.name} after ${Date.now() - asked} ms`);
  const policies = await policiesSelecting(client, pod);
  say(`NetworkPolicies that hold for its pod: ${policies.join(', ') || 'none'}`);
}

/** The controllers write to these objects too, so they are left to finish first. */
async function applyAgain({ client }: ControlPlane, objects: readonly Manifest[]): Promise<void> {
  const before = await settledVersions(client, objects);
  const after = await applyInOrder(client, objects);
  say(`applied again: ${changedBetween(before, after).length} of ${after.length} objects changed`);
}

function interrupted(): Promise<void> {
  // A pending promise does not keep Node alive; the timer does.
  const alive = setInterval(() => undefined, 2 ** 30);
  return new Promise((end) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // Not once: npm hands the terminal's signal on, and the second one would cut the clean-up short.
      process.on(signal, () => {
        clearInterval(alive);
        end();
      });
    }
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
