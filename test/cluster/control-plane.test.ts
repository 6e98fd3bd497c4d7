import { applyInOrder, applyInRandomOrder, changedBetween, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { hasCondition, type LiveObject } from './kubernetes-object';
import { CONTROLLER, controllerIdentity, crdsWithoutConversion, SYSTEM } from './upstream-agent-sandbox';

const EXTENSIONS = 'extensions.agents.x-k8s.io/v1beta1';
const CORE = 'agents.x-k8s.io/v1beta1';
const NAMESPACE = 'team-a';

const template = {
  apiVersion: EXTENSIONS,
  kind: 'SandboxTemplate',
  metadata: { name: 'plain', namespace: NAMESPACE },
  spec: {
    podTemplate: { spec: { containers: [{ name: 'main', image: 'registry.example/plain@sha256:0' }] } },
  },
};
const pool = {
  apiVersion: EXTENSIONS,
  kind: 'SandboxWarmPool',
  metadata: { name: 'plain', namespace: NAMESPACE },
  spec: { replicas: 2, sandboxTemplateRef: { name: 'plain' } },
};
const claim = {
  apiVersion: EXTENSIONS,
  kind: 'SandboxClaim',
  metadata: { name: 'first', namespace: NAMESPACE },
  spec: { warmPoolRef: { name: 'plain' } },
};
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };

describe('a control plane with the real agent-sandbox controller', () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane();
    await applyInOrder(plane.client, [...controllerIdentity(), ...crdsWithoutConversion(), namespace]);
    await plane.startAgentSandboxController({
      args: ['--leader-elect=true', '--extensions', '--enable-webhook=false'],
      kubeconfigPath: await plane.serviceAccountKubeconfig(SYSTEM, CONTROLLER),
      namespace: SYSTEM,
    });
  });

  afterAll(() => plane?.stop());

  test('fills a warm pool, binds a claim to it and fences the pod', async () => {
    const { client } = plane;
    await applyInOrder(client, [template, pool]);
    const poolRef = { apiVersion: EXTENSIONS, kind: 'SandboxWarmPool', name: 'plain', namespace: NAMESPACE };
    await client.waitFor(poolRef, 'full', ({ status }) => (status as { readyReplicas?: number })?.readyReplicas === 2);
    const warm = await client.list({ apiVersion: CORE, kind: 'Sandbox' }, { namespace: NAMESPACE });

    await client.create(claim);
    const claimRef = { apiVersion: EXTENSIONS, kind: 'SandboxClaim', name: 'first', namespace: NAMESPACE };
    const bound = await client.waitFor(claimRef, 'ready', (seen: LiveObject) => hasCondition(seen, 'Ready'));

    const sandboxName = (bound.status as { sandbox: { name: string } }).sandbox.name;
    expect(warm.map(({ metadata }) => metadata.name)).toContain(sandboxName);
    const pod = await client.get({ apiVersion: 'v1', kind: 'Pod', name: sandboxName, namespace: NAMESPACE });
    expect(hasCondition(pod, 'Ready')).toBe(true);

    const policy = await client.waitFor(
      { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', name: 'plain-network-policy', namespace: NAMESPACE },
      'there',
    );
    const { podSelector } = policy.spec as { podSelector: { matchLabels: Record<string, string> } };
    expect(Object.keys(podSelector.matchLabels)).not.toHaveLength(0);
    expect(pod.metadata.labels).toMatchObject(podSelector.matchLabels);
  });

  test('a second apply of the same objects changes nothing and warns of nothing', async () => {
    const objects = [...controllerIdentity(), ...crdsWithoutConversion(), namespace, template, pool];
    const first = await applyInOrder(plane.client, objects);
    const second = await applyInOrder(plane.client, objects);

    expect(changedBetween(first, second)).toEqual([]);
    expect(warningsOf(second)).toEqual([]);
  });

  test('the controller has the rights of its ServiceAccount and no more', async () => {
    const controller = plane.client.withToken(await plane.client.serviceAccountToken(SYSTEM, CONTROLLER));

    expect(await controller.can({ verb: 'create', resource: 'pods', namespace: NAMESPACE })).toBe(true);
    expect(await controller.can({ verb: 'get', resource: 'secrets', namespace: NAMESPACE })).toBe(false);
  });

  test('the server has the version its clients expect', async () => {
    const version = await plane.client.call<{ gitVersion: string }>('GET', '/version');

    expect(version.gitVersion).toBe('v1.34.4');
  });
});

test('two control planes side by side share nothing, and random order converges', async () => {
  const planes = await Promise.all([0, 1].map(() => startControlPlane({ controllers: false, nodes: 0 })));
  try {
    const [one, other] = planes as [ControlPlane, ControlPlane];
    const objects = [template, pool, claim, namespace, ...crdsWithoutConversion()];
    const applied = await applyInRandomOrder(one.client, objects, { seed: 7 });

    expect(applied).toHaveLength(objects.length);
    expect(await other.client.serves(template)).toBe(false);
    expect(one.url).not.toBe(other.url);
  } finally {
    await Promise.all(planes.map((plane) => plane.stop()));
  }
});
