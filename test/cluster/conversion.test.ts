import type { ApiClient } from './api-client';
import { applyInOrder, applyInRandomOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { type DeployedController, startDeployedController } from './deployed-controller';
import { fleetResources, IMAGE, manifestsOf, testPlatform, testPool } from './fleet';
import { hasCondition, type LiveObject, type Manifest } from './kubernetes-object';
import { type Claimed, claimSandbox, type LiveSandbox, policiesSelecting, sandboxRef, untilFull } from './warm-pool';

const ALPHA = 'agents.x-k8s.io/v1alpha1';
const SANDBOX_CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  name: 'sandboxes.agents.x-k8s.io',
};
const pool = { namespace: 'team-a', name: 'coder' };

type Crd = LiveObject & {
  spec: { conversion: { webhook?: { clientConfig: { caBundle?: string; service?: object } } } };
};
type AlphaSandbox = LiveObject & { spec: { replicas: number; podTemplate: { spec: object } } };

/** The release that needs v1alpha1: what OpenShell 0.0.46 and kagent 0.9 do goes through the webhook. */
describe('KAGENT_0_9, applied to an empty cluster in random order', () => {
  const platform = testPlatform('KAGENT_0_9');
  const objects = manifestsOf(fleetResources(platform, [testPool(platform)]));
  let plane: ControlPlane;
  let client: ApiClient;
  let warnings: string[];
  let controller: DeployedController;
  let warm: string[];
  let claimed: Claimed;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    warnings = warningsOf(await applyInRandomOrder(client, objects, { seed: 9_12 }));
    await plane.startControllers();
    controller = await startDeployedController(plane, objects);
    warm = await untilFull(client, pool);
    claimed = await claimSandbox(client, pool, 'first');
  });

  afterAll(() => plane?.stop());

  test('it converges without a warning, and a claim binds to a warm, fenced sandbox', async () => {
    expect(warnings).toEqual([]);
    expect(warm).toContain(claimed.sandbox.metadata.name);
    expect(await policiesSelecting(client, claimed.pod)).toEqual(['coder-default-deny', 'coder-network-policy']);
  });

  test('the controller gets by on the rights of its ServiceAccount', () => {
    const refusals = controller
      .log()
      .split('\n')
      .filter((line) => /forbidden/i.test(line));

    expect(refusals).toEqual([]);
  });

  test('a v1alpha1 Sandbox is written, converted, run and read again', async () => {
    const { warnings: said } = await client.create(alphaSandbox('old'));
    const stored = await client.waitFor<LiveSandbox>(sandboxRef(pool.namespace, 'old'), 'ready', (seen) =>
      hasCondition(seen, 'Ready'),
    );
    const read = await client.get<AlphaSandbox>(alphaRef('old'));

    expect(said).toEqual([expect.stringContaining('v1alpha1 Sandbox is deprecated')]);
    expect(stored.spec).toMatchObject({ operatingMode: 'Running', podTemplate: alphaSandbox('old').spec.podTemplate });
    expect(read.spec.replicas).toBe(1);
  });

  test('a sandbox of the pool is read as v1alpha1', async () => {
    const read = await client.get<AlphaSandbox>(alphaRef(claimed.sandbox.metadata.name));

    expect(read.spec).toMatchObject({ replicas: 1, podTemplate: claimed.sandbox.spec.podTemplate });
  });

  test('an edit of the pod of a running sandbox is refused through v1alpha1 too, and scaling it to none is not', async () => {
    const other = { spec: { podTemplate: { spec: { containers: [{ name: 'main', image: `${IMAGE}0` }] } } } };

    await expect(client.patch(alphaRef('old'), other)).rejects.toThrow(
      'spec.podTemplate.spec of a running Sandbox reaches no existing pod',
    );
    await client.patch(alphaRef('old'), { spec: { replicas: 0 } });
    const suspended = await client.get<LiveSandbox>(sandboxRef(pool.namespace, 'old'));
    expect(suspended.spec.operatingMode).toBe('Suspended');
  });

  test('a second apply changes nothing and leaves the controller its caBundle', async () => {
    // By URL the test has changed the CRD: only by Service is it still what was applied.
    const unchanged =
      controller.route === 'service' ? objects : objects.filter(({ metadata }) => !isSandboxCrd(metadata));
    const { caBundle } = await clientConfig(client);
    const before = await settledVersions(client, unchanged);
    const again = await applyInOrder(client, unchanged);

    expect(changedBetween(before, again)).toEqual([]);
    expect(caBundle).toMatch(/^\S{100,}$/);
    expect((await clientConfig(client)).caBundle).toBe(caBundle);
    expect((await client.get<AlphaSandbox>(alphaRef('old'))).spec.replicas).toBe(0);
  });

  test('only the kind that somebody needs as v1alpha1 is converted', async () => {
    const crds = await client.list<Crd>({ apiVersion: SANDBOX_CRD.apiVersion, kind: SANDBOX_CRD.kind });
    const converting = crds.filter(({ spec }) => spec.conversion.webhook);

    expect(converting.map(({ metadata }) => metadata.name)).toEqual([SANDBOX_CRD.name]);
  });

  // Last, for it changes the CRD: the way for whoever may not listen on port 443.
  test('the webhook works by URL as well, with a certificate of ours', async () => {
    await controller.stop();
    await startDeployedController(plane, objects, { route: 'url', name: 'controller-by-url' });

    const read = await client.waitFor<AlphaSandbox>(alphaRef('old'), 'converted by the new webhook');
    expect(read.spec.replicas).toBe(0);
    expect((await clientConfig(client)).service).toBeUndefined();
  });
});

const alphaRef = (name: string) => ({ apiVersion: ALPHA, kind: 'Sandbox', namespace: pool.namespace, name });

const isSandboxCrd = ({ name }: Manifest['metadata']) => name === SANDBOX_CRD.name;

/** As strict as the namespace demands. */
function alphaSandbox(name: string) {
  const container = {
    name: 'main',
    image: IMAGE,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
  return {
    apiVersion: ALPHA,
    kind: 'Sandbox',
    metadata: { name, namespace: pool.namespace },
    spec: {
      replicas: 1,
      podTemplate: {
        spec: {
          securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [container],
        },
      },
    },
  };
}

async function clientConfig(client: ApiClient) {
  const { spec } = await client.get<Crd>(SANDBOX_CRD);
  return spec.conversion.webhook!.clientConfig;
}
