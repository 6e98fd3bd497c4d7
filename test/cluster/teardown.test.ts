import type { Resource } from '../../lib/plan/resource';
import { type ApiClient, ApiError } from './api-client';
import { applyInOrder } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { type DeployedController, startDeployedController } from './deployed-controller';
import { fleetResources, manifestsOf, poolResources, testPlatform, testPool } from './fleet';
import { inventory } from './inventory';
import { hasCondition, labelOf, type Manifest, refOf } from './kubernetes-object';
import { waitUntil } from './wait-until';
import { type Claimed, claimSandbox, podRef, policiesSelecting, untilFull } from './warm-pool';

const KEPT = { namespace: 'team-a', name: 'coder' };
const GONE = { namespace: 'team-b', name: 'coder' };
const NAMESPACES = [KEPT.namespace, GONE.namespace, 'agent-sandbox-system'];

/** What is left after each step is checked in the next: one fleet is taken down in the order of its plan. */
describe('taking everything down in the order of the plan', () => {
  const platform = testPlatform('KAGENT_0_9');
  const extras = {
    claimers: [{ kind: 'Group', name: 'coders' }],
    quota: { sandboxes: 10 },
    service: true,
    isolation: { runtimeClass: 'guest-kernel' },
  };
  const create = { handler: 'runsc' };
  const kept = testPool(platform, { ...KEPT, ...extras, isolation: { runtimeClass: 'guest-kernel', create } });
  const gone = testPool(withRuntimeClass(platform, 'guest-kernel'), { ...GONE, ...extras, retain: false });
  const platformPart = fleetResources(platform, []);
  const [keptPart, gonePart] = [poolResources(kept), poolResources(gone)];
  const all = fleetResources(platform, [kept, gone]);
  let plane: ControlPlane;
  let client: ApiClient;
  let controller: DeployedController;
  let before: ReadonlySet<string>;
  let survivor: Claimed;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    before = new Set((await inventory(client)).keys());
    await applyInOrder(client, manifestsOf(all));
    await plane.startControllers();
    controller = await startDeployedController(plane, manifestsOf(all));
    for (const pool of [KEPT, GONE]) await untilFull(client, pool);
    survivor = await claimSandbox(client, KEPT, 'first');
    await claimSandbox(client, GONE, 'first');
  });

  afterAll(() => plane?.stop());

  test('a pool that is not retained goes with its namespace, its claims and their sandboxes', async () => {
    await takeDown(client, gonePart);

    expect(await leftIn(client, [GONE.namespace])).toEqual([]);
  });

  test('a retained pool loses its warm sandboxes; a claimed one runs on behind both its fences', async () => {
    await takeDown(client, keptPart);
    const { namespace, name } = survivor.pod.metadata;
    const sandboxes = async () =>
      (await client.list({ apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox' }, { namespace })).length;
    await waitUntil('the warm sandboxes to be gone', async () => (await sandboxes()) === 1);

    const pod = await client.get(podRef(namespace!, name));
    expect(pod.metadata).toMatchObject({ uid: survivor.pod.metadata.uid });
    expect(pod.metadata.deletionTimestamp).toBeUndefined();
    expect(hasCondition(pod, 'Ready')).toBe(true);
    expect(await policiesSelecting(client, pod)).toEqual(['coder-default-deny', 'coder-network-policy']);
  });

  test('after the platform nothing is left but what is retained, and what the survivor is made of', async () => {
    // Its pods end with the Deployment; the process does not.
    const deployment = platformPart.filter(({ manifest }) => manifest.kind === 'Deployment');
    await takeDown(client, deployment);
    await controller.stop();
    await takeDown(client, platformPart);

    const retained = all
      .filter(({ state }) => state?.retain)
      .map(({ manifest }) => labelOf(refOf(manifest as Manifest)));
    const sandbox = survivor.sandbox.metadata.name;
    const ofTheSurvivor = [
      'extensions.agents.x-k8s.io/v1beta1 SandboxClaim team-a/first',
      `agents.x-k8s.io/v1beta1 Sandbox team-a/${sandbox}`,
      `v1 Pod team-a/${sandbox}`,
      `v1 Service team-a/${sandbox}`,
      'networking.k8s.io/v1 NetworkPolicy team-a/coder-network-policy',
    ];
    const ofTheNamespace = ['v1 ConfigMap team-a/kube-root-ca.crt', 'v1 ServiceAccount team-a/default'];
    const expected = [...retained, ...ofTheSurvivor, ...ofTheNamespace];
    await waitUntil('the garbage to be collected', async () => (await left(client, before)).length <= expected.length);
    expect(await left(client, before)).toEqual(expected.sort());
  });

  test('nothing is stuck while it is being deleted', async () => {
    const terminating = [...(await inventory(client))].filter(([, { metadata }]) => metadata.deletionTimestamp);

    expect(terminating.map(([label]) => label)).toEqual([]);
  });

  test('what was retained goes too when somebody deletes it, although no controller runs any more', async () => {
    await takeDown(client, [...keptPart, ...platformPart], 'retained');

    await waitUntil('the garbage to be collected', async () => (await left(client, before)).length === 0);
  });
});

/** Deletes as an engine does: lowest `teardown` first, within it the last made first, each gone before the next wave. */
async function takeDown(
  client: ApiClient,
  resources: readonly Resource[],
  which: 'unretained' | 'retained' = 'unretained',
) {
  const doomed = resources.filter(({ state }) => (state?.retain === true) === (which === 'retained'));
  const waves = [...new Set(doomed.map(({ teardown }) => teardown))].sort((a, b) => a - b);
  for (const wave of waves) {
    const refs = doomed
      .filter(({ teardown }) => teardown === wave)
      .map(({ manifest }) => refOf(manifest as Manifest))
      .reverse();
    for (const ref of refs) await client.delete(ref).catch(unlessGone);
    for (const ref of refs) await client.waitUntilGone(ref);
  }
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 404) throw error;
}

/** What is there now and was not before, in our namespaces and beside namespaces. */
async function left(client: ApiClient, before: ReadonlySet<string>): Promise<string[]> {
  const now = [...(await inventory(client))].filter(([label]) => !before.has(label));
  return now
    .filter(([, { metadata }]) => metadata.namespace === undefined || NAMESPACES.includes(metadata.namespace))
    .map(([label]) => label)
    .sort();
}

async function leftIn(client: ApiClient, namespaces: readonly string[]): Promise<string[]> {
  const now = [...(await inventory(client)).values()];
  return now
    .filter(({ metadata, kind }) =>
      namespaces.includes(kind === 'Namespace' ? metadata.name : (metadata.namespace ?? '')),
    )
    .map((object) => labelOf(refOf(object)));
}

function withRuntimeClass(platform: ReturnType<typeof testPlatform>, name: string) {
  return { ...platform, cluster: { ...platform.cluster, runtimeClasses: [name] } };
}
