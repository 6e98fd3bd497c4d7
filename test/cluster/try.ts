// `npm run try`: the synthesized output, unchanged, on a throw-away control plane with the real agent-sandbox
// controller. It claims a sandbox, says what happened, and stays until Ctrl-C.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AgentSandboxController } from './agent-sandbox-controller';
import { applyInOrder, changedBetween } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { type DeploymentManifest, processOf } from './deployment-process';
import { hasCondition, type LiveObject, type Manifest, refOf } from './kubernetes-object';
import { canListenOnServicePorts } from './service-forwarder';
import { only, readSynthesized } from './synthesized';

const DIST = resolve(__dirname, '../../dist');

interface WarmPool extends Manifest {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly replicas: number; readonly sandboxTemplateRef: { readonly name: string } };
}

const start = Date.now();

function say(line: string): void {
  console.log(`${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

async function main(): Promise<void> {
  if (!existsSync(DIST)) throw new Error('there is no dist/; run `npm run synth` first');
  const objects = readSynthesized(DIST);
  const plane = await startControlPlane({ say });
  try {
    await applyInOrder(plane.client, objects);
    say(`applied ${objects.length} objects of dist/, unchanged`);
    await startController(plane, objects);
    const pool = only<WarmPool>(objects, 'SandboxWarmPool');
    await untilFull(plane, pool);
    await claim(plane, pool);
    await applyAgain(plane, objects);
    say(`look around:  kubectl --kubeconfig ${plane.kubeconfigPath} get sandboxes,sandboxclaims,networkpolicies -A`);
    say('Ctrl-C ends it and removes everything');
    await interrupted();
  } finally {
    await plane.stop();
  }
}

async function startController(plane: ControlPlane, objects: readonly Manifest[]): Promise<AgentSandboxController> {
  const { args, env, namespace, serviceAccount } = processOf(
    only<Manifest & DeploymentManifest>(objects, 'Deployment'),
  );
  const withWebhook = !args.includes('--enable-webhook=false');
  if (withWebhook && !(await canListenOnServicePorts())) {
    throw new Error(
      'this release needs the conversion webhook, whose Service listens on port 443: run as root, or try a release without v1alpha1',
    );
  }
  const controller = await plane.startAgentSandboxController({
    args,
    env,
    namespace,
    kubeconfigPath: await plane.serviceAccountKubeconfig(namespace, serviceAccount),
    ...(withWebhook && { webhook: 'service' }),
  });
  say(`the real controller runs as ${namespace}/${serviceAccount} with ${args.join(' ')}`);
  return controller;
}

/** The controllers write to these objects too, so the versions to compare with are those of a moment ago. */
async function applyAgain({ client }: ControlPlane, objects: readonly Manifest[]): Promise<void> {
  const before = await applyInOrder(client, objects);
  const after = await applyInOrder(client, objects);
  say(`applied again: ${changedBetween(before, after).length} of ${after.length} objects changed`);
}

async function untilFull({ client }: ControlPlane, pool: WarmPool): Promise<void> {
  await client.waitFor(refOf(pool), 'full', ({ status }) => {
    return (status as { readyReplicas?: number } | undefined)?.readyReplicas === pool.spec.replicas;
  });
  // A quota on a new kind counts only when the controller manager has discovered the kind, up to 30 s later.
  say(`pool ${pool.metadata.namespace}/${pool.metadata.name} is full: ${pool.spec.replicas} warm sandboxes`);
}

async function claim({ client }: ControlPlane, pool: WarmPool): Promise<void> {
  const { namespace, name: poolName } = pool.metadata;
  const request = {
    apiVersion: pool.apiVersion,
    kind: 'SandboxClaim',
    metadata: { name: 'try', namespace },
    spec: { warmPoolRef: { name: poolName } },
  };
  const asked = Date.now();
  await client.create(request);
  const bound = await client.waitFor(refOf(request), 'ready', (seen: LiveObject) => hasCondition(seen, 'Ready'));
  const { name } = (bound.status as { sandbox: { name: string } }).sandbox;
  say(`claim try is bound to warm sandbox ${name} after ${Date.now() - asked} ms`);

  const pod = await client.get({ apiVersion: 'v1', kind: 'Pod', namespace, name });
  const policyName = `${pool.spec.sandboxTemplateRef.name}-network-policy`;
  const policy = await client.get({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    namespace,
    name: policyName,
  });
  const { matchLabels } = (policy.spec as { podSelector: { matchLabels: Record<string, string> } }).podSelector;
  const selected = Object.entries(matchLabels).every(([key, value]) => pod.metadata.labels?.[key] === value);
  say(
    `NetworkPolicy ${policyName} ${selected ? 'selects' : 'does NOT select'} its pod (${JSON.stringify(matchLabels)})`,
  );
}

function interrupted(): Promise<void> {
  // A pending promise does not keep Node alive; the timer does.
  const alive = setInterval(() => undefined, 2 ** 30);
  return new Promise((end) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
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
