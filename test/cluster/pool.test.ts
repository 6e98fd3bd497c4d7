import { coder, platform } from '../../examples/agent-sandbox/definition';
import type { ApiClient } from './api-client';
import { type Applied, applyInOrder, applyInRandomOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { type DeployedController, startDeployedController } from './deployed-controller';
import { synthesizedByCdk8s } from './fleet';
import { hasCondition, type Manifest, refOf } from './kubernetes-object';
import { only } from './synthesized';
import { type Claimed, claimSandbox, policiesSelecting, untilFull } from './warm-pool';

const pool = { namespace: 'team-a', name: 'coder' };

/** The example, as `npm run synth` writes it, on the release without conversion. */
describe('the example, applied to an empty cluster in random order', () => {
  const objects = synthesizedByCdk8s(platform, [coder]);
  let plane: ControlPlane;
  let client: ApiClient;
  let applied: Applied[];
  let controller: DeployedController;
  let warm: string[];
  let claimed: Claimed;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    applied = await applyInRandomOrder(client, objects, { seed: 20_261_122 });
    await plane.startControllers();
    controller = await startDeployedController(plane, objects);
    warm = await untilFull(client, pool);
    const alice = client.as({ user: 'alice', groups: ['team-a', 'system:authenticated'] });
    claimed = await claimSandbox(client, pool, 'first', alice);
  });

  afterAll(() => plane?.stop());

  test('every object is accepted, without a warning', () => {
    expect(applied).toHaveLength(objects.length);
    // The order was a bad one indeed, or nothing would be proven by it.
    expect(applied.some(({ attempts }) => attempts > 1)).toBe(true);
    expect(warningsOf(applied)).toEqual([]);
  });

  test('the pods of the Deployment are admitted to the restricted namespace and become ready', async () => {
    const deployment = only(objects, 'Deployment');

    await client.waitFor(refOf(deployment), 'available', (live) => hasCondition(live, 'Available'));
  });

  test('a claim of a claimer binds to a warm sandbox, and the pool fills up again', async () => {
    expect(warm).toHaveLength(5);
    expect(warm).toContain(claimed.sandbox.metadata.name);
    expect(claimed.sandbox.metadata.ownerReferences).toMatchObject([{ kind: 'SandboxClaim', name: 'first' }]);
    expect(hasCondition(claimed.pod, 'Ready')).toBe(true);

    const refilled = await untilFull(client, pool);
    expect(refilled).toHaveLength(5);
    expect(refilled).not.toContain(claimed.sandbox.metadata.name);
  });

  test('the managed NetworkPolicy and our default-deny both select the claimed pod', async () => {
    expect(claimed.pod.metadata.labels).toMatchObject({ 'kagent-fleet.dev/pool': 'coder' });
    expect(await policiesSelecting(client, claimed.pod)).toEqual(['coder-default-deny', 'coder-network-policy']);
  });

  test('what the pod became is what the definition says', () => {
    expect(claimed.pod.spec).toMatchObject({
      automountServiceAccountToken: false,
      dnsPolicy: 'ClusterFirst',
      securityContext: { runAsNonRoot: true, runAsUser: 1000 },
      containers: [{ name: 'sandbox', image: expect.stringContaining('registry.example/agents/coder') }],
    });
    const mounted = (claimed.pod.spec.containers[0] as { volumeMounts?: { mountPath: string }[] }).volumeMounts;
    expect(mounted?.map(({ mountPath }) => mountPath).sort()).toEqual(['/tmp', '/workspace']);
  });

  test('the controller gets by on the rights of its ServiceAccount, and has no others', async () => {
    const { namespace } = pool;
    const itself = client.asServiceAccount('agent-sandbox-system', 'agent-sandbox-controller');

    expect(controller.serviceAccount).toBe('agent-sandbox-system/agent-sandbox-controller');
    expect(
      controller
        .log()
        .split('\n')
        .filter((line) => /forbidden/i.test(line)),
    ).toEqual([]);
    expect(await itself.can({ verb: 'create', resource: 'pods', namespace })).toBe(true);
    expect(await itself.can({ verb: 'get', resource: 'secrets', namespace })).toBe(false);
    expect(await itself.can({ verb: 'create', resource: 'pods', subresource: 'exec', namespace })).toBe(false);
  });

  test('a second apply changes nothing and meets no other field manager', async () => {
    const before = await settledVersions(client, objects as Manifest[]);
    const again = await applyInOrder(client, objects);

    expect(changedBetween(before, again)).toEqual([]);
    expect(warningsOf(again)).toEqual([]);
  });
});
