import { tenantClusterRole } from '../../lib/components/agent-platform';
import type { ApiClient } from './api-client';
import { applyInOrder } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { startDeployedController } from './deployed-controller';
import { fleetResources, IMAGE, manifestsOf, testPlatform, testPool } from './fleet';
import { hasCondition, type LiveObject, type ObjectRef } from './kubernetes-object';
import { waitUntil } from './wait-until';
import {
  type Claimed,
  claimOf,
  claimSandbox,
  EXTENSIONS,
  type LivePod,
  type LiveSandbox,
  podRef,
  sandboxRef,
  untilFull,
} from './warm-pool';

const pool = { namespace: 'team-a', name: 'coder' };
const OTHER_IMAGE = IMAGE.replaceAll('5', '6');
const RUNNING = 'spec.podTemplate.spec of a running Sandbox reaches no existing pod';

describe('fields that agent-sandbox reads only once', () => {
  const platform = testPlatform('SIDE_BY_SIDE');
  let plane: ControlPlane;
  let admin: ApiClient;
  let operator: ApiClient;
  let claimed: Claimed;
  let sandbox: ObjectRef;

  const image = (client: ApiClient, name: string, patch: object = {}) => {
    const containers = [{ ...claimed.sandbox.spec.podTemplate.spec.containers[0], image: name }];
    return client.patch<LiveSandbox>(sandbox, { spec: { podTemplate: { spec: { containers } }, ...patch } });
  };
  const mode = (client: ApiClient, operatingMode: 'Running' | 'Suspended') =>
    client.patch<LiveSandbox>(sandbox, { spec: { operatingMode } });
  const pod = () => podRef(pool.namespace, sandbox.name);
  const runningPod = (image: string) =>
    admin.waitFor<LivePod>(
      pod(),
      `ready with ${image}`,
      (seen) => hasCondition(seen, 'Ready') && seen.spec.containers[0]?.image === image,
    );

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    admin = plane.client;
    operator = admin.as({ user: 'olga', groups: ['system:authenticated'] });
    const objects = manifestsOf(fleetResources(platform, [testPool(platform)]));
    await applyInOrder(admin, [...objects, operateBinding('olga')]);
    await plane.startControllers();
    await startDeployedController(plane, objects);
    await untilFull(admin, pool);
    claimed = await claimSandbox(admin, pool, 'first');
    sandbox = sandboxRef(pool.namespace, claimed.sandbox.metadata.name);
  });

  afterAll(() => plane?.stop());

  describe('the pod of a running Sandbox', () => {
    test('is not edited, by the administrator either', async () => {
      await expect(image(admin, OTHER_IMAGE)).rejects.toMatchObject({
        status: 422,
        message: expect.stringContaining(RUNNING),
      });
    });

    test('is not replaced or applied over either', async () => {
      const live = await admin.get<LiveSandbox>(sandbox);
      const containers = [{ ...live.spec.podTemplate.spec.containers[0], image: OTHER_IMAGE }];
      const spec = { ...live.spec, podTemplate: { ...live.spec.podTemplate, spec: { containers } } };
      const { managedFields: _, ...metadata } = live.metadata;

      await expect(admin.replace({ ...live, metadata, spec } as LiveObject)).rejects.toThrow(RUNNING);
      const { apiVersion, kind, name, namespace } = sandbox;
      const applied = { apiVersion, kind, metadata: { name, namespace }, spec: { podTemplate: spec.podTemplate } };
      await expect(admin.apply(applied, { force: true })).rejects.toThrow(RUNNING);
    });

    test('is edited together with suspending it, and comes back from the new template', async () => {
      await image(admin, OTHER_IMAGE, { operatingMode: 'Suspended' });
      await admin.waitUntilGone(pod());
      await mode(admin, 'Running');

      const back = await runningPod(OTHER_IMAGE);
      expect(back.metadata.uid).not.toBe(claimed.pod.metadata.uid);
    });

    test('is edited while suspended, and comes back from the new template', async () => {
      await mode(admin, 'Suspended');
      await admin.waitUntilGone(pod());
      await image(admin, IMAGE);
      await mode(admin, 'Running');

      await runningPod(IMAGE);
    });

    test('is edited together with resuming it', async () => {
      await mode(admin, 'Suspended');
      await admin.waitUntilGone(pod());
      await image(admin, OTHER_IMAGE, { operatingMode: 'Running' });
      await runningPod(OTHER_IMAGE);

      await image(admin, IMAGE, { operatingMode: 'Suspended' });
      await admin.waitUntilGone(pod());
      await mode(admin, 'Running');
      await runningPod(IMAGE);
    });

    test('everything else of it is edited as before', async () => {
      const { object } = await admin.patch<LiveSandbox>(sandbox, {
        metadata: { annotations: { 'team-a.example/note': 'kept' } },
        spec: { shutdownPolicy: 'Retain', podTemplate: { metadata: { labels: { 'team-a.example/tier': 'gold' } } } },
      });

      expect(object).toMatchObject({
        metadata: { annotations: { 'team-a.example/note': 'kept' } },
        spec: { shutdownPolicy: 'Retain', podTemplate: { metadata: { labels: { 'team-a.example/tier': 'gold' } } } },
      });
    });
  });

  describe('a bound SandboxClaim', () => {
    const claim = { apiVersion: EXTENSIONS, kind: 'SandboxClaim', namespace: pool.namespace, name: 'first' };
    const volume = {
      metadata: { name: 'extra' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };

    test.each([
      ['env', { env: [{ name: 'LATE', value: '1' }] }, 'spec.env of a bound SandboxClaim reaches no existing pod'],
      ['volumeClaimTemplates', { volumeClaimTemplates: [volume] }, 'spec.volumeClaimTemplates of a bound SandboxClaim'],
      ['warmPoolRef', { warmPoolRef: { name: 'other' } }, 'spec.warmPoolRef of a bound SandboxClaim keeps the pod'],
    ])('%s is not edited', async (_, spec, message) => {
      await expect(admin.patch(claim, { spec })).rejects.toMatchObject({
        status: 422,
        message: expect.stringContaining(message),
      });
    });

    test('its lifecycle is', async () => {
      await admin.patch(claim, { spec: { lifecycle: { ttlSecondsAfterFinished: 3600 } } });
    });

    test('an unbound one may still be pointed to another pool', async () => {
      const unbound = { ...claim, name: 'unbound' };
      await admin.create(claimOf({ ...pool, name: 'none-yet' }, unbound.name));
      await admin.patch(unbound, { spec: { warmPoolRef: { name: pool.name } } });

      await admin.waitFor(unbound, 'ready', (seen) => hasCondition(seen, 'Ready'));
    });
  });

  describe('an operator, who may not create Sandboxes', () => {
    test('suspends and resumes', async () => {
      const before = await admin.get(pod());
      await mode(operator, 'Suspended');
      await admin.waitUntilGone(pod());
      await mode(operator, 'Running');

      expect((await runningPod(IMAGE)).metadata.uid).not.toBe(before.metadata.uid);
    });

    test('changes the pod neither in one update with suspending nor afterwards', async () => {
      const message = 'spec.podTemplate can be changed only by those who may create Sandboxes here';

      await expect(image(operator, OTHER_IMAGE, { operatingMode: 'Suspended' })).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining(message),
      });
      await mode(operator, 'Suspended');
      await expect(image(operator, OTHER_IMAGE)).rejects.toThrow(message);
      const label = { spec: { podTemplate: { metadata: { labels: { 'kagent-fleet.dev/pool': 'other' } } } } };
      await expect(operator.patch(sandbox, label)).rejects.toThrow(message);
      await mode(operator, 'Running');
    });

    test.each([
      [
        'labels',
        { metadata: { labels: { 'agents.x-k8s.io/sandbox-template-ref-hash': '00000000' } } },
        'labels of a Sandbox',
      ],
      ['service', { spec: { service: true } }, 'spec.service can be changed only by those'],
    ])('changes no %s', async (_, patch, message) => {
      await expect(operator.patch(sandbox, patch)).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining(message),
      });
    });

    test('scales the pool', async () => {
      const path = `/apis/${EXTENSIONS}/namespaces/${pool.namespace}/sandboxwarmpools/${pool.name}/scale`;
      await operator.call('PATCH', path, {
        body: { spec: { replicas: 3 } },
        contentType: 'application/merge-patch+json',
      });

      await waitUntil('three warm sandboxes', async () => (await untilFull(admin, pool)).length === 3);
    });
  });
});

function operateBinding(user: string) {
  const apiGroup = 'rbac.authorization.k8s.io';
  return {
    apiVersion: `${apiGroup}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'operators', namespace: pool.namespace },
    roleRef: { apiGroup, kind: 'ClusterRole', name: tenantClusterRole('operate') },
    subjects: [{ apiGroup, kind: 'User', name: user }],
  };
}
