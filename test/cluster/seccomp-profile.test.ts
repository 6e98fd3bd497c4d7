import { prepare } from '../../lib/components/prepare';
import { podSecurityOf, type SeccompProfileProps, seccompProfile } from '../../lib/components/seccomp-profile';
import { definePlatform } from '../../lib/platform/platform-ref';
import { releases } from '../../lib/releases';
import { applyInOrder } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import type { Manifest } from './kubernetes-object';
import { waitUntil } from './wait-until';

/** An object with what the tests look into. */
interface Described extends Manifest {
  readonly spec?: object;
}

const LOCALHOST = { type: 'Localhost', localhostProfile: 'profiles/openshell.json' };
const UNCONFINED = { type: 'Unconfined' };

function objectsOf(kubernetes: string, props: Partial<SeccompProfileProps>): Described[] {
  const platform = definePlatform({
    release: releases.KAGENT_0_9,
    cluster: {
      kubernetes,
      cni: 'cilium',
      apiServerCidrs: ['192.0.2.10/32'],
      serviceCidr: '10.96.0.0/16',
      podCidr: '10.244.0.0/16',
      nodeAppArmor: 'mutated',
    },
  });
  const complete: SeccompProfileProps = {
    platform,
    name: 'openshell',
    use: 'openshell-combined',
    delivery: { by: 'existing', localhostProfile: LOCALHOST.localhostProfile },
    ...props,
  };
  return prepare(seccompProfile, complete, 'seccomp', 'none').resources.map(({ manifest }) => manifest as Described);
}

/** A pod as OpenShell 0.0.46 makes it: root with capabilities, and no word of seccomp or AppArmor. */
function pod(namespace: string, name: string, spec: object = {}): Described {
  const image = 'registry.example/agent@sha256:0';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      automountServiceAccountToken: false,
      initContainers: [{ name: 'workspace-init', image, securityContext: { runAsUser: 0 } }],
      containers: [
        { name: 'agent', image, securityContext: { runAsUser: 0, capabilities: { add: ['SYS_ADMIN', 'NET_ADMIN'] } } },
      ],
      ...spec,
    },
  };
}

function namespaceObjects(name: string, labels: Readonly<Record<string, string>> = {}): Manifest[] {
  const metadata = { name, labels };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } },
  ];
}

describe('a seccomp profile at admission', () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane({
      nodes: 0,
      controllers: false,
      apiServerArgs: [
        '--feature-gates=MutatingAdmissionPolicy=true',
        '--runtime-config=admissionregistration.k8s.io/v1beta1=true',
      ],
    });
    await applyInOrder(
      plane.client,
      ['mutated', 'agent-only', 'reported', 'elsewhere'].flatMap((name) => namespaceObjects(name)),
    );
    await applyInOrder(plane.client, [
      ...objectsOf('1.34', { attach: { namespaces: ['mutated'], betaServed: true } }),
      ...objectsOf('1.34', {
        name: 'agent-only',
        attach: { namespaces: ['agent-only'], betaServed: true, containers: ['agent'] },
      }),
      ...objectsOf('1.34', { name: 'reported', attach: { namespaces: ['reported'], appArmor: 'keep' } }),
    ]);
    // A policy takes effect some time after it is stored.
    for (const namespace of ['mutated', 'agent-only']) {
      await waitUntil(`the policy of ${namespace}`, async () => {
        const { spec } = await create(pod(namespace, 'waiting'), true);
        return JSON.stringify(spec).includes('Localhost');
      });
    }
    await waitUntil('the report', async () => {
      const { warnings } = await plane.client.create(pod('reported', 'waiting'), { dryRun: true });
      return warnings.length > 0;
    });
  });

  afterAll(() => plane?.stop());

  interface PodSpec {
    securityContext?: object;
    containers: { name: string; securityContext?: object }[];
    initContainers: { name: string; securityContext?: object }[];
  }

  async function create(manifest: Manifest, dryRun = false): Promise<{ spec: PodSpec }> {
    const { object } = await plane.client.create(manifest, { dryRun });
    return object as unknown as { spec: PodSpec };
  }

  test('is put on a pod as OpenShell makes it, with AppArmor off, and nothing else changes', async () => {
    const { spec } = await create(pod('mutated', 'plain'));
    const { spec: untouched } = await create(pod('elsewhere', 'plain'));
    expect(untouched.securityContext).toEqual({});
    expect(spec).toEqual({ ...untouched, securityContext: { seccompProfile: LOCALHOST, appArmorProfile: UNCONFINED } });
  });

  test('is put on containers that opted out, and leaves their other settings', async () => {
    const [container] = (pod('mutated', 'x').spec as PodSpec).containers;
    const optedOut = { ...container, securityContext: { ...container?.securityContext, seccompProfile: UNCONFINED } };
    const { spec } = await create(pod('mutated', 'opted-out', { containers: [optedOut], initContainers: undefined }));
    expect(spec.containers[0]?.securityContext).toEqual({ ...container?.securityContext, seccompProfile: LOCALHOST });
  });

  test('is put on a pod that has its own pod-level profile', async () => {
    const securityContext = { runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } };
    const { spec } = await create(pod('mutated', 'pod-level', { securityContext }));
    expect(spec.securityContext).toEqual({
      runAsUser: 0,
      seccompProfile: LOCALHOST,
      appArmorProfile: UNCONFINED,
    });
  });

  test('is put on containers of one name alone', async () => {
    const { spec } = await create(pod('agent-only', 'plain'));
    expect(spec.securityContext).toEqual({});
    expect(spec.containers[0]?.securityContext).toMatchObject({ seccompProfile: LOCALHOST, runAsUser: 0 });
    expect(spec.initContainers[0]?.securityContext).toEqual({ runAsUser: 0 });
  });

  test('is reported as missing, by a warning for each list of containers, and the pod is made', async () => {
    const { warnings, object } = await plane.client.create(pod('reported', 'plain'));
    expect(object.metadata.name).toBe('plain');
    expect(warnings.map((warning) => /a container in (\w+) runs without/.exec(warning)?.[1])).toEqual([
      'initContainers',
      'containers',
    ]);
  });

  test.each([
    ['the pod', { securityContext: { seccompProfile: LOCALHOST } }],
    [
      'each container',
      {
        initContainers: undefined,
        containers: [
          { name: 'agent', image: 'registry.example/agent:1', securityContext: { seccompProfile: LOCALHOST } },
        ],
      },
    ],
  ])('is not missed where %s has it', async (_, spec) => {
    const { warnings } = await plane.client.create(pod('reported', `has-it-${_.replace(' ', '-')}`, spec));
    expect(warnings).toEqual([]);
  });

  test('is missed where a container has another one', async () => {
    const other = { seccompProfile: { type: 'RuntimeDefault' } };
    const containers = [{ name: 'agent', image: 'registry.example/agent:1', securityContext: other }];
    const spec = { securityContext: { seccompProfile: LOCALHOST }, containers };
    const { warnings } = await plane.client.create(pod('reported', 'another', spec));
    expect(warnings).toEqual([expect.stringContaining('a container in containers runs without')]);
  });

  test('applied again changes nothing', async () => {
    const objects = objectsOf('1.34', { attach: { namespaces: ['mutated'], betaServed: true } });
    const [first, second] = [await applyInOrder(plane.client, objects), await applyInOrder(plane.client, objects)];
    expect(second.map(({ resourceVersion }) => resourceVersion)).toEqual(
      first.map(({ resourceVersion }) => resourceVersion),
    );
  });

  describe('delivered by a DaemonSet', () => {
    const image = `registry.k8s.io/e2e-test-images/busybox:1.36.1-1@sha256:${'0'.repeat(64)}`;
    const delivery = { by: 'daemon-set', image } as const;
    const namespace = 'kagent-fleet-seccomp-node';
    const objects = objectsOf('1.34', { name: 'node', use: 'sandbox', delivery });

    test('is taken without a warning, and applied again changes nothing', async () => {
      const applied = await applyInOrder(plane.client, objects);
      expect(applied.flatMap(({ warnings }) => warnings)).toEqual([]);
      const again = await applyInOrder(plane.client, objects);
      expect(again.map(({ resourceVersion }) => resourceVersion)).toEqual(applied.map((item) => item.resourceVersion));
    });

    test('has pods that Pod Security admits in their own namespace and nowhere else that is fenced', async () => {
      const installer = objects.find(({ kind }) => kind === 'DaemonSet')!;
      const { template } = installer.spec as { template: { spec: object } };
      const podIn = (place: string): Described => ({
        ...pod(place, 'installer'),
        // No controller runs here that would make the quota's status, without which the class is refused.
        spec: { ...template.spec, serviceAccountName: 'default', priorityClassName: undefined },
      });
      const labels = { 'pod-security.kubernetes.io/enforce': 'baseline' };
      await applyInOrder(plane.client, [
        ...namespaceObjects(namespace).slice(1),
        ...namespaceObjects('fenced', labels),
      ]);
      await expect(plane.client.create(podIn(namespace), { dryRun: true })).resolves.toMatchObject({ warnings: [] });
      // hostPath is all that keeps them from `baseline`.
      await expect(plane.client.create(podIn('fenced'), { dryRun: true })).rejects.toThrow(
        /violates PodSecurity "baseline:latest": hostPath volumes \(volume "seccomp"\)$/,
      );
    });

    test('is named by a security context that the API takes', async () => {
      const platform = definePlatform({
        release: releases.SIDE_BY_SIDE,
        cluster: {
          kubernetes: '1.34',
          cni: 'cilium',
          apiServerCidrs: ['192.0.2.10/32'],
          serviceCidr: '10.96.0.0/16',
          podCidr: '10.244.0.0/16',
          nodeAppArmor: 'absent',
        },
      });
      const securityContext = podSecurityOf({ platform, name: 'node', use: 'sandbox', delivery });
      const { spec } = await create(pod('elsewhere', 'by-template', { securityContext }));
      expect(spec.securityContext).toEqual({
        seccompProfile: { type: 'Localhost', localhostProfile: 'kagent-fleet/node.json' },
      });
    });
  });
});
