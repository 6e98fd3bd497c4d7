import type { ApiClient } from './api-client';
import { applyInOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { startDeployedController } from './deployed-controller';
import { fleetResources, manifestsOf, testPlatform, testPool } from './fleet';
import { condition, hasCondition, type LiveObject, type Manifest, refOf } from './kubernetes-object';
import { only } from './synthesized';
import { createVolumes } from './volumes';
import { waitUntil } from './wait-until';
import { claimOf, claimSandbox, EXTENSIONS, type PoolName, podRef, poolRef, untilFull } from './warm-pool';

const variant = (name: string): PoolName => ({ namespace: `team-${name}`, name });
const RUNTIME_CLASS = variant('runtime-class');
const VOLUMES = variant('volumes');
const QUOTA = variant('quota');
const EXTERNAL = variant('external');
const AUTOSCALED = variant('autoscaled');

describe('variants of a pool on a real API server and with the real controllers', () => {
  const platform = testPlatform('SIDE_BY_SIDE');
  const pools = [
    testPool(platform, {
      ...RUNTIME_CLASS,
      replicas: 1,
      isolation: {
        runtimeClass: 'guest-kernel',
        create: {
          handler: 'runsc',
          overhead: { cpu: '250m', memory: '160Mi' },
          scheduling: { nodeSelector: { 'kubernetes.io/arch': 'amd64' } },
        },
      },
    }),
    testPool(platform, {
      ...VOLUMES,
      volumes: {
        work: {
          mountPath: '/workspace',
          perSandbox: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
        },
      },
    }),
    testPool(platform, {
      ...QUOTA,
      replicas: 1,
      quota: { sandboxes: 3, claims: 1, hard: { 'requests.cpu': '2', 'limits.memory': '4Gi' } },
      limitRange: { defaultRequest: { cpu: '100m', memory: '128Mi' }, default: { cpu: '1', memory: '1Gi' } },
    }),
    testPool(platform, { ...EXTERNAL, replicas: 'external' }),
    testPool(platform, { ...AUTOSCALED, replicas: { autoscale: { min: 2, max: 4, target: '50m' } } }),
  ];
  const objects = manifestsOf(fleetResources(platform, pools));
  let plane: ControlPlane;
  let client: ApiClient;
  let warnings: string[];

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    warnings = warningsOf(await applyInOrder(client, objects));
    await plane.startControllers();
    await createVolumes(client, { count: 4 });
    await startDeployedController(plane, objects);
  });

  afterAll(() => plane?.stop());

  test('every object is accepted without a warning', () => {
    expect(warnings).toEqual([]);
  });

  test('the defaults of the CRDs add nothing to templates and pools', async () => {
    const ours = objects.filter(({ kind }) => ['SandboxTemplate', 'SandboxWarmPool'].includes(kind));
    // Where replicas are somebody else's, the CRD's default stands until they are written.
    const fixed = ours.filter(({ kind, metadata }) => kind === 'SandboxTemplate' || !isScaled(metadata));
    for (const object of fixed) {
      const { spec } = (await client.get(refOf(object))) as { spec?: unknown };
      expect([refOf(object), spec]).toEqual([refOf(object), (object as Manifest & { spec: unknown }).spec]);
    }
  });

  test('a RuntimeClass made here is what the pods run with, its overhead and nodes included', async () => {
    const [name] = await untilFull(client, RUNTIME_CLASS);
    const pod = await client.get(podRef(RUNTIME_CLASS.namespace, name!));

    expect(pod.spec).toMatchObject({
      runtimeClassName: 'guest-kernel',
      overhead: { cpu: '250m', memory: '160Mi' },
      nodeSelector: { 'kubernetes.io/arch': 'amd64' },
      nodeName: expect.stringMatching(/^fake-/),
    });
  });

  test('each warm sandbox has a volume of its own, and the claimed one keeps its', async () => {
    const warm = await untilFull(client, VOLUMES);
    const { sandbox, pod } = await claimSandbox(client, VOLUMES, 'first');
    const claims = await client.list(
      { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
      { namespace: VOLUMES.namespace },
    );

    expect(warm).toHaveLength(2);
    expect(claims.map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining(warm.map((name) => `work-${name}`)),
    );
    expect(pod.spec.volumes).toContainEqual({
      name: 'work',
      persistentVolumeClaim: { claimName: `work-${sandbox.metadata.name}` },
    });
    const own = claims.find(({ metadata }) => metadata.name === `work-${sandbox.metadata.name}`);
    expect(own).toMatchObject({
      status: { phase: 'Bound' },
      metadata: { ownerReferences: [{ kind: 'Sandbox', name: sandbox.metadata.name }] },
    });
  });

  test('a quota lets the pool fill and the allowed claims in, and refuses the next', async () => {
    await untilFull(client, QUOTA);
    await claimSandbox(client, QUOTA, 'first');

    await expect(client.create(claimOf(QUOTA, 'second'))).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('exceeded quota: quota, requested: count/sandboxclaims'),
    });
    await untilFull(client, QUOTA);
  });

  test('an external pool is scaled by another, and a second apply leaves that alone', async () => {
    const path = `/apis/${EXTENSIONS}/namespaces/${EXTERNAL.namespace}/sandboxwarmpools/${EXTERNAL.name}/scale`;
    await client.call('PATCH', path, { body: { spec: { replicas: 3 } }, contentType: 'application/merge-patch+json' });
    await waitUntil('three warm sandboxes', async () => (await untilFull(client, EXTERNAL)).length === 3);

    await applyInOrder(client, [only(objects, 'SandboxWarmPool', EXTERNAL.name)]);
    expect((await client.get(poolRef(EXTERNAL))).spec).toMatchObject({ replicas: 3 });
  });

  test('the HorizontalPodAutoscaler finds the pool and brings it to its minimum', async () => {
    const autoscaler = refOf(only(objects, 'HorizontalPodAutoscaler'));
    await waitUntil('two warm sandboxes', async () => (await untilFull(client, AUTOSCALED)).length === 2);
    // Nobody serves metrics here; that it asks for ours by name is all there is to see.
    const live = await client.waitFor<LiveObject>(autoscaler, 'asking for its metric', (seen) => {
      return condition(seen, 'ScalingActive') !== undefined;
    });

    expect(hasCondition(live, 'AbleToScale')).toBe(true);
    expect(condition(live, 'ScalingActive')).toMatchObject({
      reason: 'FailedGetExternalMetric',
      message: expect.stringContaining(`${AUTOSCALED.namespace}/agent_sandbox_claim_creation_total/`),
    });
  });

  test('a second apply changes nothing of all this', async () => {
    // The autoscaler looks, and writes what it saw, every 2 s.
    const before = await settledVersions(client, objects, { quietMs: 2500 });
    const again = await applyInOrder(client, objects);

    expect(changedBetween(before, again)).toEqual([]);
  });
});

const isScaled = ({ name }: Manifest['metadata']) => name === EXTERNAL.name || name === AUTOSCALED.name;
