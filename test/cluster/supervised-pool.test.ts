import { EXAMPLE_POOL_POLICY, exampleInferencePool } from '../../lib/components/agent-sandbox-pool/supervised/example';
import { RELAY_IMAGE } from '../../lib/components/agent-sandbox-pool/supervised/relay';
import type { PlatformRef } from '../../lib/platform/platform-ref';
import { GATEWAY_RELEASES } from '../../lib/releases/openshell/gateway';
import type { ApiClient } from './api-client';
import { applyInOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { startDeployedController } from './deployed-controller';
import { IMAGE, poolResources, synthesizedByCdk8s, testPlatform } from './fleet';
import { hasCondition, type LiveObject, type Manifest } from './kubernetes-object';
import { waitUntil } from './wait-until';
import { type Claimed, claimSandbox, podRef, policiesSelecting, untilFull } from './warm-pool';

const POOL = { namespace: 'supervised', name: 'claude' };
const KEY = 'sk-not-a-real-key';

/** The test platform, with made-up digests for what supervised pools run. */
function platformOf(): PlatformRef {
  const platform = testPlatform('SIDE_BY_SIDE');
  const names = [...GATEWAY_RELEASES.map(({ images }) => images.supervisor), RELAY_IMAGE];
  const lock = {
    ...platform.images.lock,
    ...Object.fromEntries(names.map((name) => [name, `sha256:${'6'.repeat(64)}`])),
  };
  return { ...platform, images: { ...platform.images, lock } };
}

const platform = platformOf();
const common = { platform, image: IMAGE, replicas: 2, createNamespace: true };

function supervised(changes: Readonly<Record<string, unknown>> = {}) {
  return exampleInferencePool(
    {},
    {
      ...common,
      ...POOL,
      harness: 'claude-code',
      ports: [8888],
      callers: ['sandbox-router'],
      claimers: [{ kind: 'Group', name: 'team-a' }],
      ...changes,
    },
  );
}

describe('a supervised pool, with the real controller', () => {
  const objects = synthesizedByCdk8s(platform, [supervised()]);
  let plane: ControlPlane;
  let client: ApiClient;
  let claimed: Claimed;
  let warm: string[];
  const alice = () => client.as({ user: 'alice', groups: ['team-a', 'system:authenticated'] });

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    const applied = await applyInOrder(client, objects);
    expect(warningsOf(applied)).toEqual([]);
    await client.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'models', namespace: POOL.namespace },
      stringData: { apiKey: KEY },
    } as Manifest);
    await plane.startControllers();
    await startDeployedController(plane, objects);
    warm = await untilFull(client, POOL);
    claimed = await claimSandbox(client, POOL, 'first', alice());
  });

  afterAll(() => plane?.stop());

  test('the pool fills, a claim binds to a warm sandbox, and its walls select it', async () => {
    expect(warm).toHaveLength(2);
    expect(warm).toContain(claimed.sandbox.metadata.name);
    expect(hasCondition(claimed.pod, 'Ready')).toBe(true);
    expect(await policiesSelecting(client, claimed.pod)).toEqual(['claude-default-deny', 'claude-network-policy']);
  });

  test('the pod has the exact rights of the definition', () => {
    const template = objects.find(({ kind }) => kind === 'SandboxTemplate') as unknown as {
      spec: { podTemplate: { spec: { initContainers: Shape[]; containers: Shape[]; volumes: { name: string }[] } } };
    };
    const wanted = template.spec.podTemplate.spec;
    const { initContainers, containers, volumes } = claimed.pod.spec as unknown as typeof wanted;
    expect(initContainers.map(shapeOf)).toEqual(wanted.initContainers.map(shapeOf));
    expect(containers.map(shapeOf)).toEqual(wanted.containers.map(shapeOf));
    expect(volumes.map(({ name }) => name).sort()).toEqual(wanted.volumes.map(({ name }) => name).sort());
    expect(claimed.pod.spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
    expect(JSON.stringify(claimed.pod)).not.toContain(KEY);
    expect(claimed.pod.metadata.labels).toMatchObject({
      'kagent-fleet.dev/pool': 'claude',
      'kagent-fleet.dev/harness': 'claude-code',
    });
  });

  test.each(['exec', 'attach', 'portforward'])(
    '%s into it is refused, for tenants by RBAC and for everybody by admission',
    async (way) => {
      expect(await alice().can({ verb: 'create', resource: 'pods', subresource: way, namespace: POOL.namespace })).toBe(
        false,
      );
      const entered = client.call(
        'POST',
        `${pathOf(claimed)}/${way}?command=id&container=sandbox&stdout=true&ports=8888`,
      );
      await expect(entered).rejects.toThrow('nobody enters a supervised sandbox');
    },
  );

  test('no container is added to it, and no image of it is changed', async () => {
    const ref = podRef(POOL.namespace, claimed.sandbox.metadata.name);
    const pod = await client.get<LiveObject & { spec: { containers: { name: string; image: string }[] } }>(ref);
    const debugging = {
      ...pod,
      spec: { ...pod.spec, ephemeralContainers: [{ name: 'debugger', image: 'registry.example/tools/shell:1' }] },
    };
    await expect(client.call('PUT', `${pathOf(claimed)}/ephemeralcontainers`, { body: debugging })).rejects.toThrow(
      'nobody enters',
    );
    const other = {
      ...pod,
      spec: {
        ...pod.spec,
        containers: pod.spec.containers.map((container) => ({ ...container, image: 'registry.example/other:1' })),
      },
    };
    await expect(client.replace(other as Manifest)).rejects.toThrow('never change');
  });

  describe('a pod of another shape is refused', () => {
    const base = () => {
      const { spec } = claimed.pod as unknown as {
        spec: { containers: Shape[]; initContainers: Shape[]; volumes: object[] };
      };
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'probe', namespace: POOL.namespace, labels: { 'kagent-fleet.dev/pool': 'claude' } },
        spec: { ...spec, nodeName: undefined },
      };
    };
    type Pod = ReturnType<typeof base>;
    const ask = (pod: Pod) => client.create(pod as unknown as Manifest, { dryRun: true });
    const sandbox = (change: object) => (pod: Pod) => ({
      ...pod,
      spec: {
        ...pod.spec,
        containers: pod.spec.containers.map((item) => (item.name === 'sandbox' ? { ...item, ...change } : item)),
      },
    });
    const security = (change: object) => (pod: Pod) =>
      sandbox({ securityContext: { ...pod.spec.containers[0]?.securityContext, ...change } })(pod);

    test('while the very pod of the pool would be admitted', async () => {
      await expect(ask(base())).resolves.toBeDefined();
    });

    test.each<[string, (pod: Pod) => object, string]>([
      [
        'a plain one',
        (pod) => ({ ...pod, spec: { containers: [{ name: 'shell', image: 'registry.example/shell:1' }] } }),
        'only pods of supervised pools',
      ],
      [
        'privileged',
        security({ privileged: true, allowPrivilegeEscalation: true }),
        'every container drops all capabilities',
      ],
      [
        'one capability more',
        security({
          capabilities: {
            drop: ['ALL'],
            add: ['DAC_OVERRIDE', 'NET_ADMIN', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_ADMIN', 'SYS_PTRACE', 'SYS_MODULE'],
          },
        }),
        'and no other',
      ],
      ['another program', sandbox({ command: ['sh'] }), 'no other program'],
      [
        'another policy',
        sandbox({ args: ['--policy-rules', '/tmp/x', '--policy-data', '/tmp/y', '--', 'sh'] }),
        'no other program',
      ],
      ['the node’s network', (pod) => ({ ...pod, spec: { ...pod.spec, hostNetwork: true } }), 'shares neither'],
      [
        'a path of the node',
        (pod) => ({
          ...pod,
          spec: {
            ...pod.spec,
            volumes: [...pod.spec.volumes, { name: 'node', hostPath: { path: '/' } }],
          },
        }),
        'no path of the node',
      ],
      [
        'another supervisor',
        (pod) => ({
          ...pod,
          spec: {
            ...pod.spec,
            initContainers: pod.spec.initContainers.map((item) =>
              item.name === 'supervisor-install' ? { ...item, image: 'registry.example/evil:1' } : item,
            ),
          },
        }),
        'the supervisor comes out of',
      ],
      [
        'a supervisor that may be overwritten',
        sandbox({
          volumeMounts: [
            { name: 'supervisor', mountPath: '/opt/openshell/bin' },
            { name: 'policy', mountPath: '/etc/kagent-fleet/policy', readOnly: true },
          ],
        }),
        'nobody but its installer',
      ],
      [
        'the Secret beside the agent',
        sandbox({
          volumeMounts: [
            { name: 'supervisor', mountPath: '/opt/openshell/bin', readOnly: true },
            { name: 'policy', mountPath: '/etc/kagent-fleet/policy', readOnly: true },
            { name: 'inference-key', mountPath: '/key' },
          ],
        }),
        'a Secret is mounted by nobody but',
      ],
      [
        'a Secret in the environment',
        sandbox({ env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'models', key: 'apiKey' } } }] }),
        'no Secret is in the environment',
      ],
      [
        'a third container',
        (pod) => ({
          ...pod,
          spec: { ...pod.spec, containers: [...pod.spec.containers, { ...pod.spec.containers[1], name: 'mesh' }] },
        }),
        'only pods of supervised pools',
      ],
      ['a token', (pod) => ({ ...pod, spec: { ...pod.spec, automountServiceAccountToken: true } }), 'no token'],
      ['no label of a pool', (pod) => ({ ...pod, metadata: { ...pod.metadata, labels: {} } }), 'carries the label'],
    ])('%s', async (_, change, why) => {
      await expect(ask(change(base()) as Pod)).rejects.toThrow(why);
    });
  });

  test('a second apply changes nothing and meets no other field manager', async () => {
    const before = await settledVersions(client, objects as Manifest[]);
    const again = await applyInOrder(client, objects);
    expect(changedBetween(before, again)).toEqual([]);
    expect(warningsOf(again)).toEqual([]);
  });

  test('another policy rolls the warm members and leaves the claimed one alone', async () => {
    const policyOf = (pod: LiveObject) =>
      (pod.spec as { volumes: { name: string; configMap?: { name: string } }[] }).volumes.find(
        ({ name }) => name === 'policy',
      )?.configMap?.name;
    const before = policyOf(claimed.pod);
    const old = new Set(await untilFull(client, POOL));
    const changed = supervised({ policy: { ...EXAMPLE_POOL_POLICY, networkPolicies: {} } });
    await applyInOrder(
      client,
      poolResources(changed).map(({ manifest }) => manifest as Manifest),
    );

    await waitUntil('every warm member to be a new one', async () => {
      const members = await untilFull(client, POOL);
      return members.length === 2 && members.every((name) => !old.has(name));
    });
    for (const name of await untilFull(client, POOL)) {
      expect(policyOf(await client.get(podRef(POOL.namespace, name)))).not.toBe(before);
    }
    const still = await client.get<LiveObject>(podRef(POOL.namespace, claimed.sandbox.metadata.name));
    expect(still.metadata.uid).toBe(claimed.pod.metadata.uid);
    expect(policyOf(still)).toBe(before);
  });
});

function pathOf({ sandbox }: Claimed): string {
  return `/api/v1/namespaces/${POOL.namespace}/pods/${sandbox.metadata.name}`;
}

interface Shape {
  name: string;
  image?: string;
  command?: string[];
  args?: string[];
  env?: unknown;
  securityContext?: object;
  volumeMounts?: unknown;
}

function shapeOf({ name, image, command, args, env, securityContext, volumeMounts }: Shape): Shape {
  return { name, image, command, args, env, securityContext, volumeMounts };
}
