import { chainResources, HARNESSES, KAGENT, OPENSHELL, TEAM } from '../fixtures/chain';
import type { ApiClient } from './api-client';
import { type Applied, applyInOrder, applyInRandomOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { startDeployedController } from './deployed-controller';
import { manifestsOf } from './fleet';
import { type LiveObject, type Manifest, refOf } from './kubernetes-object';
import { waitUntil } from './wait-until';

const SYSTEM = 'agent-sandbox-system';
const CONTROLLER = 'agent-sandbox-controller';

describe('platform, tenant, gateway, control plane, harness and agent on one API server', () => {
  const objects = manifestsOf(chainResources());
  let plane: ControlPlane;
  let client: ApiClient;
  let applied: Applied[];

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    client = plane.client;
    applied = await applyInOrder(client, objects);
    // Made by kube-controller-manager elsewhere; without it no pod is admitted.
    await applyInOrder(client, [TEAM, KAGENT, OPENSHELL, HARNESSES, SYSTEM].map(defaultAccount));
    await waitUntil('the policies to be in effect', async () => {
      const refusal = await client.create(sandboxPod('probe'), { dryRun: true }).then(() => '', String);
      return refusal.includes('ValidatingAdmissionPolicy');
    });
  });

  afterAll(() => plane?.stop());

  test('every object is accepted in the order of the plan, without a warning', () => {
    expect(applied).toHaveLength(objects.length);
    expect(warningsOf(applied)).toEqual([]);
  });

  test('a second apply changes nothing', async () => {
    const before = await settledVersions(client, objects);
    const again = await applyInOrder(client, objects);
    expect(changedBetween(before, again)).toEqual([]);
    expect(warningsOf(again)).toEqual([]);
  });

  test('every pod of the control planes is admitted without a warning, and a plain one is not', async () => {
    const workloads = objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind));
    expect(workloads.map(({ kind, metadata }) => `${kind} ${metadata.namespace}`).sort()).toEqual([
      ...[`Deployment ${SYSTEM}`, ...Array(4).fill(`Deployment ${KAGENT}`)],
      `Job ${OPENSHELL}`,
      `StatefulSet ${OPENSHELL}`,
    ]);
    for (const workload of workloads) {
      const { warnings } = await client.create(podOf(workload), { dryRun: true });
      expect(warnings).toEqual([]);
    }
    for (const namespace of [TEAM, KAGENT, OPENSHELL, SYSTEM]) {
      await expect(client.create(barePod(namespace), { dryRun: true })).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('violates PodSecurity "restricted:'),
      });
    }
  });

  test('only the agent-sandbox controller makes pods where harnesses run', async () => {
    const controller = client.asServiceAccount(SYSTEM, CONTROLLER);
    await expect(controller.create(sandboxPod('a'), { dryRun: true })).resolves.toBeDefined();
    // The first holds every right there is; only admission stops it.
    await expect(client.create(sandboxPod('b'), { dryRun: true })).rejects.toThrow(
      /made by the agent-sandbox controller alone/,
    );
    const others = [
      [OPENSHELL, 'openshell'],
      [OPENSHELL, 'openshell-certgen'],
      [KAGENT, 'kagent-controller'],
      [KAGENT, 'kagent-tools'],
      [KAGENT, 'kagent-kmcp-controller-manager'],
      [HARNESSES, 'default'],
    ] as const;
    for (const [namespace, name] of others) {
      const outcome = client.asServiceAccount(namespace, name).create(sandboxPod('c'), { dryRun: true });
      await expect(outcome).rejects.toMatchObject({ status: 403 });
    }
  });

  test('the gateway’s Sandbox becomes a pod through the real controller', async () => {
    // The platform's own Deployment among those of the tenant.
    const platform = objects.filter(({ metadata: { namespace = SYSTEM } }) => namespace === SYSTEM);
    await startDeployedController(plane, platform);
    const gateway = client.asServiceAccount(OPENSHELL, 'openshell');
    await gateway.create(sandbox('coder'));
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'coder', namespace: HARNESSES } } as Manifest;
    const live = await client.waitFor<LiveObject>(refOf(pod), 'made', () => true);
    expect(live.metadata.ownerReferences).toMatchObject([{ kind: 'Sandbox', name: 'coder', controller: true }]);
    // The namespace gives a container its resources when its maker gives none.
    expect(live.spec).toMatchObject({ containers: [{ resources: { limits: { memory: expect.any(String) } } }] });
  });
});

describe('without any order', () => {
  test('the same objects all arrive, as under a tool that applies them as it finds them', async () => {
    const plane = await startControlPlane({ controllers: false });
    try {
      const objects = manifestsOf(chainResources());
      const applied = await applyInRandomOrder(plane.client, objects, { seed: 11, withinMs: 120_000 });
      expect(applied).toHaveLength(objects.length);
    } finally {
      await plane.stop();
    }
  });
});

const container = { name: 'main', image: `registry.example/agent@sha256:${'4'.repeat(64)}` };

function barePod(namespace: string, name = 'bare', spec: object = { containers: [container] }): Manifest {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec } as Manifest;
}

function sandboxPod(name: string): Manifest {
  return barePod(HARNESSES, name);
}

function sandbox(name: string): Manifest {
  return {
    apiVersion: 'agents.x-k8s.io/v1alpha1',
    kind: 'Sandbox',
    metadata: { name, namespace: HARNESSES },
    spec: { podTemplate: { spec: { containers: [container] } } },
  } as Manifest;
}

function defaultAccount(namespace: string): Manifest {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } };
}

/** The pod that the workload's controller would make, with the volumes of its claims. */
function podOf({ metadata, spec }: Manifest & { readonly spec?: unknown }): Manifest {
  const { template, volumeClaimTemplates = [] } = spec as WorkloadSpec;
  const claimed = volumeClaimTemplates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: `${name}-dry` },
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...template.metadata, name: 'dry', namespace: metadata.namespace },
    spec: { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claimed] },
  } as unknown as Manifest;
}

interface WorkloadSpec {
  readonly template: { readonly metadata: object; readonly spec: { readonly volumes?: readonly object[] } };
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
}
