import type { ReleaseName } from '../../lib/releases';
import type { ApiClient } from './api-client';
import { type Applied, applyInOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { startDeployedController } from './deployed-controller';
import { fleetResources, IMAGE, manifestsOf } from './fleet';
import {
  allowed,
  CALLER,
  EXISTING,
  GATEWAY,
  JOB,
  KEYS,
  namespaceOf,
  OIDC,
  platformOf,
  resourcesOf,
  SANDBOXES,
  type Templated,
} from './gateway';
import { type LiveObject, type Manifest, refOf } from './kubernetes-object';
import { waitUntil } from './wait-until';
import { policiesSelecting } from './warm-pool';

/** The releases, each with what its gateway needs beside TLS. */
const MODES: readonly (readonly [string, ReleaseName, object])[] = [
  ['0.0.46, Job', 'KAGENT_0_9', { tls: JOB }],
  ['0.0.46, existing Secrets', 'KAGENT_0_9', { tls: { existing: EXISTING } }],
  ['0.0.111, Job', 'SIDE_BY_SIDE', { tls: JOB, auth: OIDC }],
  ['0.0.111, existing Secrets', 'SIDE_BY_SIDE', { tls: { existing: { ...EXISTING, ...KEYS } }, auth: OIDC }],
];

describe.each(MODES)('a gateway of %s', (_, release, changes) => {
  const platform = platformOf(release);
  const gateway = manifestsOf(resourcesOf(platform, changes));
  let plane: ControlPlane;
  let applied: Applied[];

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    await applyInOrder(plane.client, [...manifestsOf(fleetResources(platform, [])), namespaceOf(CALLER)]);
    applied = await applyInOrder(plane.client, gateway);
  });

  afterAll(() => plane?.stop());

  test('every object is accepted, and its pods pass Pod Security without a warning', () => {
    expect(applied).toHaveLength(gateway.length);
    expect(warningsOf(applied)).toEqual([]);
  });

  test('a second apply changes nothing', async () => {
    const before = await settledVersions(plane.client, gateway);
    const again = await applyInOrder(plane.client, gateway);
    expect(changedBetween(before, again)).toEqual([]);
    expect(warningsOf(again)).toEqual([]);
  });
});

describe.each([
  ['0.0.46', 'KAGENT_0_9', { tls: JOB }],
  ['0.0.111', 'SIDE_BY_SIDE', { tls: JOB, auth: OIDC }],
] as const)('around a gateway of %s', (version, release, changes) => {
  const platform = platformOf(release);
  const resources = resourcesOf(platform, changes);
  const byKey = new Map(resources.map((resource) => [resource.key, resource.manifest]));
  const sandboxApi = version === '0.0.46' ? 'agents.x-k8s.io/v1alpha1' : 'agents.x-k8s.io/v1beta1';
  let plane: ControlPlane;
  let client: ApiClient;
  let controller: ApiClient;
  let maker: ApiClient;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    controller = client.asServiceAccount('agent-sandbox-system', 'agent-sandbox-controller');
    maker = client.asServiceAccount(GATEWAY, 'openshell');
    const fleet = manifestsOf(fleetResources(platform, []));
    await applyInOrder(client, [...fleet, namespaceOf(CALLER), namespaceOf('stranger')]);
    await applyInOrder(client, manifestsOf(resources));
    await startDeployedController(plane, fleet);
    await applyInOrder(client, [SANDBOXES, GATEWAY, 'stranger'].map(defaultAccount));
    await waitUntil('the policies to be in effect', async () => {
      const refusals = await Promise.all([
        client.create(pod('probe'), { dryRun: true }).then(() => '', String),
        client.create(sandbox(sandboxApi, 'probe'), { dryRun: true }).then(() => '', String),
        client.create(claim('probe'), { dryRun: true }).then(() => '', String),
      ]);
      return refusals.every((refusal) => refusal.includes('ValidatingAdmissionPolicy'));
    });
  });

  afterAll(() => plane?.stop());

  test('the server finds nothing wrong with the types of the policies', async () => {
    await plane.startControllers({ nodes: 0 });
    const policies = manifestsOf(resources).filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    expect(policies.length).toBeGreaterThanOrEqual(4);
    for (const policy of policies) {
      const { status } = await client.waitFor<LiveObject>(refOf(policy), 'type-checked', isTypeChecked);
      expect((status as TypeChecked).typeChecking?.expressionWarnings ?? []).toEqual([]);
    }
  });

  test('pods of sandboxes are the controller’s alone', async () => {
    await expect(client.create(pod('mine'))).rejects.toThrow(/made by the agent-sandbox controller alone/);
    await expect(maker.can({ resource: 'pods', verb: 'create', namespace: SANDBOXES })).resolves.toBe(false);
    await expect(controller.create(pod('a', { 'openshell.io/sandbox-id': 'a' }))).resolves.toBeDefined();
  });

  test('whose sandbox a pod is stays as it was; other marks may come', async () => {
    await controller.create(pod('b', { 'openshell.io/sandbox-id': 'b' }));
    const change = (annotations: object) => client.patch(refOf(pod('b')), { metadata: { annotations } });
    await expect(change({ 'openshell.io/sandbox-id': 'a' })).rejects.toThrow(/never changes/);
    await expect(change({ 'openshell.io/sandbox-id': null })).rejects.toThrow(/never changes/);
    await expect(change({ 'cni.example.com/address': '10.244.0.7' })).resolves.toBeDefined();
  });

  test('elsewhere pods are everybody’s', async () => {
    await expect(client.create(pod('mine', {}, 'stranger'), { dryRun: true })).resolves.toBeDefined();
  });

  test('nobody enters a sandbox, not even an administrator', async () => {
    await controller.create(pod('c'));
    const path = `/api/v1/namespaces/${SANDBOXES}/pods/c`;
    const entering = [
      client.call('POST', `${path}/exec?command=sh&stdout=true`),
      client.call('GET', `${path}/exec?command=sh&stdout=true`),
      client.call('POST', `${path}/attach?stdout=true`),
      client.call('POST', `${path}/portforward`),
      client.call('GET', `${path}/proxy/`),
      client.call('PATCH', `${path}/ephemeralcontainers`, {
        body: { spec: { ephemeralContainers: [{ name: 'debug', image: IMAGE }] } },
        contentType: 'application/strategic-merge-patch+json',
      }),
    ];
    const refused = { status: 'rejected', reason: { message: expect.stringContaining('past its supervisor') } };
    expect(await Promise.allSettled(entering)).toMatchObject(entering.map(() => refused));
  });

  test('Sandboxes are the gateway’s alone', async () => {
    await expect(client.create(sandbox(sandboxApi, 'mine'))).rejects.toThrow(/made by the OpenShell gateway alone/);
    await expect(maker.create(sandbox(sandboxApi, 'own'))).resolves.toBeDefined();
  });

  test('the real controller makes the pod of such a Sandbox', async () => {
    await maker.create(sandbox(sandboxApi, 'real'));
    const made = await client.waitFor<LiveObject>(refOf(pod('real')), 'there');
    expect(await policiesSelecting(client, made)).toHaveLength(2);
  });

  test('others change what is theirs of a Sandbox: finalizers and owners, not its pod or its labels', async () => {
    await maker.create(sandbox(sandboxApi, 'kept'));
    const ref = refOf(sandbox(sandboxApi, 'kept'));
    const podTemplate = { metadata: { labels: { app: 'other' } } };
    await expect(client.patch(ref, { spec: { podTemplate } })).rejects.toThrow(
      /changed by the OpenShell gateway alone/,
    );
    await expect(client.patch(ref, { metadata: { labels: { 'openshell.ai/sandbox-id': 'a' } } })).rejects.toThrow(
      /changed by the OpenShell gateway alone/,
    );
    await expect(client.patch(ref, { metadata: { finalizers: ['example.com/held'] } })).resolves.toBeDefined();
    await expect(client.patch(ref, { metadata: { finalizers: [] } })).resolves.toBeDefined();
    await expect(
      controller.patch(ref, { metadata: { annotations: { 'example.com/noted': 'yes' } } }),
    ).resolves.toBeDefined();
    await client.delete(ref);
    await client.waitUntilGone(ref);
  });

  test('no claim, template or warm pool comes beside them', async () => {
    await expect(client.create(claim('mine'))).rejects.toThrow(/the OpenShell gateway’s alone/);
  });

  test('only a kubelet gets a token of a sandbox, where tokens mean something', async () => {
    const path = `/api/v1/namespaces/${SANDBOXES}/serviceaccounts/default/token`;
    const ask = client.call('POST', path, { body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' } });
    if (version === '0.0.46') await expect(ask).resolves.toBeDefined();
    else await expect(ask).rejects.toThrow(/only kubelets ask for one/);
  });

  test('a container of a sandbox without resources gets them', async () => {
    const bare = pod('bare');
    const { object } = await controller.create<LiveObject>(bare);
    const [container] = (object.spec as { containers: { resources: object }[] }).containers;
    expect(container?.resources).toEqual({
      limits: { cpu: '2', memory: '8Gi' },
      requests: { cpu: '500m', memory: '2Gi' },
    });
  });

  test('the fences select the pods that they name, and only those', async () => {
    const workload = byKey.get('gateway') as unknown as Templated;
    const job = byKey.get('certgen') as unknown as Templated;
    const live = (namespace: string, labels: Readonly<Record<string, string>> = {}) =>
      ({ metadata: { namespace, labels } }) as unknown as LiveObject;
    const own = live(GATEWAY, workload.spec.template.metadata.labels);
    const makes = live(GATEWAY, job.spec.template.metadata.labels);
    expect((await policiesSelecting(client, own)).sort()).toEqual(['openshell', 'openshell-default-deny']);
    expect((await policiesSelecting(client, makes)).sort()).toEqual(['openshell-certgen', 'openshell-default-deny']);
    expect((await policiesSelecting(client, live(SANDBOXES))).sort()).toEqual([
      'openshell-default-deny',
      'openshell-sandboxes',
    ]);
  });

  test('the gateway may do in its sandboxes’ namespace what its driver does, and elsewhere nothing', async () => {
    const granted = await allowed(maker, SANDBOXES);
    expect(granted).toEqual(
      version === '0.0.46'
        ? GATEWAY_RIGHTS
        : [...GATEWAY_RIGHTS, ...['patch sandboxes', 'patch sandboxes/status', 'get pods']].sort(),
    );
    expect(await allowed(maker, 'stranger')).toEqual([]);
    expect(await allowed(maker, GATEWAY)).toEqual([]);
  });
});

const GATEWAY_RIGHTS = [
  ...['create', 'delete', 'get', 'list', 'watch'].flatMap((verb) => [`${verb} sandboxes`, `${verb} sandboxes/status`]),
  ...['get', 'list', 'watch'].map((verb) => `${verb} events`),
].sort();

interface TypeChecked {
  observedGeneration?: number;
  typeChecking?: { expressionWarnings?: { fieldRef: string; warning: string }[] };
}

function isTypeChecked({ status, metadata }: LiveObject): boolean {
  return (status as TypeChecked | undefined)?.observedGeneration === metadata.generation;
}

function pod(name: string, annotations: Readonly<Record<string, string>> = {}, namespace = SANDBOXES): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, annotations },
    spec: {
      automountServiceAccountToken: false,
      containers: [{ name: 'agent', image: IMAGE }],
    },
  } as Manifest;
}

function sandbox(apiVersion: string, name: string): Manifest {
  return {
    apiVersion,
    kind: 'Sandbox',
    metadata: { name, namespace: SANDBOXES, labels: { 'openshell.ai/sandbox-id': name } },
    spec: { podTemplate: { spec: { containers: [{ name: 'agent', image: IMAGE }] } } },
  } as Manifest;
}

function claim(name: string): Manifest {
  return {
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxClaim',
    metadata: { name, namespace: SANDBOXES },
    spec: { warmPoolRef: { name: 'coder' } },
  } as Manifest;
}

/** Made by kube-controller-manager elsewhere; without it no pod is admitted. */
function defaultAccount(namespace: string): Manifest {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
}
