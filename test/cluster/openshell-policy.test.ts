import type { AgentSandboxPoolProps } from '../../lib/components/agent-sandbox-pool';
import { type OpenShellPolicyProps, openShellPolicy } from '../../lib/components/openshell-policy';
import { prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { inPhaseOrder, type Resource } from '../../lib/plan/resource';
import { OpenShellPolicy, type Policy } from '../../lib/policy';
import { type Applied, applyInOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { startDeployedController } from './deployed-controller';
import { fleetResources, manifestsOf, testPlatform, testPool } from './fleet';
import { type LiveObject, type Manifest, refOf } from './kubernetes-object';
import { upstreamObjects } from './upstream-files';
import { waitUntil } from './wait-until';
import { CORE, podRef, policiesSelecting, untilFull } from './warm-pool';

const NAMESPACE = 'team-a';
const HARNESSES = 'team-a-harnesses';
const platform = testPlatform('SIDE_BY_SIDE');

const POLICY: Policy = {
  version: 1,
  filesystem: {
    includeWorkdir: true,
    readOnly: ['/usr', '/lib', '/etc'],
    readWrite: ['/sandbox', '/tmp', '/dev/null'],
  },
  landlock: { compatibility: 'hard_requirement' },
  process: { runAsUser: 'sandbox', runAsGroup: 'sandbox' },
  networkPolicies: {
    tickets: {
      binaries: ['/usr/local/bin/node'],
      endpoints: [
        {
          host: 'tickets.example.com',
          port: 443,
          protocol: 'rest',
          enforcement: 'enforce',
          rules: [{ method: 'GET', path: '/v1/**', query: { state: ['open', 'draft'] } }],
        },
      ],
    },
    models: {
      binaries: ['/usr/local/bin/node'],
      endpoints: [
        {
          host: 'models.team-a.svc.cluster.local',
          port: 80,
          protocol: 'rest',
          enforcement: 'enforce',
          access: 'read-write',
        },
      ],
    },
  },
};

const GATEWAY = { refVersion: 1, name: 'gateway', namespace: 'team-a-gateway', sandboxNamespace: NAMESPACE } as const;

/** Attached to a pool, to pods by their labels, and to a harness whose sandbox another gateway makes. */
const ATTACHED = {
  platform,
  namespace: NAMESPACE,
  name: 'tickets',
  policy: POLICY,
  attachTo: [
    { pool: 'coder', inside: 'openshell' },
    { pods: { app: 'batch' }, as: 'batch', inside: 'openshell' },
  ],
  backends: { 'models.team-a.svc.cluster.local': { podLabels: { app: 'models' }, targetPort: 8080 } },
  admission: true,
} satisfies OpenShellPolicyProps;

function resourcesOf(props: OpenShellPolicyProps): readonly Resource[] {
  const { resources, diagnostics } = prepare(openShellPolicy, props, `${NAMESPACE}/${props.name}`, 'none');
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return resources;
}

describe('an OpenShellPolicy beside the sandboxes of the real controller', () => {
  const pools: AgentSandboxPoolProps[] = [
    testPool(platform),
    testPool(platform, { name: 'other', createNamespace: false, defaultDeny: 'external' }),
  ];
  const fleet = fleetResources(platform, pools);
  const attached = resourcesOf(ATTACHED);
  const objects = manifestsOf(inPhaseOrder([...fleet, ...attached]));
  let plane: ControlPlane;
  let applied: Applied[];

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    applied = await applyInOrder(plane.client, objects);
    await plane.startControllers();
    await startDeployedController(plane, objects);
  });

  afterAll(() => plane?.stop());

  test('every object is accepted, without a warning', () => {
    expect(applied).toHaveLength(objects.length);
    expect(warningsOf(applied)).toEqual([]);
  });

  test.each([
    ['coder', ['coder-default-deny', 'coder-network-policy', 'tickets-pool-coder']],
    ['other', ['coder-default-deny', 'other-network-policy']],
  ])('of the pods of pool %s the fences are %s', async (name, expected) => {
    const [sandbox] = await untilFull(plane.client, { namespace: NAMESPACE, name });
    const pod = await plane.client.get<LiveObject>(podRef(NAMESPACE, sandbox!));
    expect(await policiesSelecting(plane.client, pod)).toEqual(expected);
  });

  test('a pod by its labels is fenced, one without them is not', async () => {
    const [batch, stranger] = [podOf('batch', { app: 'batch' }), podOf('stranger', { app: 'stranger' })];
    await applyInOrder(plane.client, [batch, stranger]);
    const fencesOf = async (pod: Manifest) => policiesSelecting(plane.client, await plane.client.get(refOf(pod)));
    expect(await fencesOf(batch)).toEqual(['coder-default-deny', 'tickets-pods-batch']);
    expect(await fencesOf(stranger)).toEqual(['coder-default-deny']);
  });

  test('the fence of a harness selects the pod that the controller makes of the gateway’s Sandbox', async () => {
    const harness = { harness: 'claw49', harnessNamespace: 'kagent', backend: 'openclaw', gateway: GATEWAY } as const;
    // Only the release that drives harnesses may have one; its fence is the same object on any.
    const fence = resourcesOf({
      ...ATTACHED,
      platform: testPlatform('KAGENT_0_9'),
      policy: OLDER,
      attachTo: [harness],
      admission: false,
    });
    await applyInOrder(plane.client, [
      ...manifestsOf(fence).filter(({ kind }) => kind === 'NetworkPolicy'),
      sandboxOf('kagent-claw49'),
      sandboxOf('kagent-claw50'),
    ]);
    const [pod, other] = await Promise.all(
      ['kagent-claw49', 'kagent-claw50'].map((name) =>
        plane.client.waitFor<LiveObject>(podRef(NAMESPACE, name), 'there'),
      ),
    );
    expect(await policiesSelecting(plane.client, pod!)).toContain('tickets-harness-claw49');
    expect(await policiesSelecting(plane.client, other!)).not.toContain('tickets-harness-claw49');
  });

  test('the file in the ConfigMap is the policy', async () => {
    const configMap = await plane.client.get<LiveObject & { data: { 'policy.yaml': string } }>({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: NAMESPACE,
      name: 'tickets',
    });
    const { policy, diagnostics } = OpenShellPolicy.fromYaml(configMap.data['policy.yaml'], { release: '0.0.111' });
    expect(policy).toEqual(POLICY);
    expect(diagnostics.filter(isBlocking)).toEqual([]);
  });

  test('a second apply changes nothing and meets no other field manager', async () => {
    const before = await settledVersions(plane.client, objects);
    const again = await applyInOrder(plane.client, objects);
    expect(changedBetween(before, again)).toEqual([]);
    expect(warningsOf(again)).toEqual([]);
  });
});

/** The policy as the older release can bear it. */
const OLDER: Policy = {
  ...POLICY,
  landlock: { compatibility: 'best_effort' },
  networkPolicies: { tickets: POLICY.networkPolicies!.tickets! },
};

describe('what admission keeps out', () => {
  const platformOfHarness = testPlatform('KAGENT_0_9');
  const objects = manifestsOf(
    resourcesOf({
      ...ATTACHED,
      platform: platformOfHarness,
      policy: OLDER,
      attachTo: [
        { harness: 'coder', harnessNamespace: HARNESSES, backend: 'openclaw', gateway: GATEWAY },
        { allPods: true, inside: 'openshell' },
      ],
      backends: {},
    }),
  );
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    await applyInOrder(plane.client, [
      ...upstreamObjects('kagent-v0.9.12/kagent.dev_agentharnesses.yaml'),
      ...[NAMESPACE, HARNESSES].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ]);
    await applyInOrder(plane.client, objects);
    await plane.startControllers({ nodes: 0 });
    // A policy takes effect some time after it is stored.
    await waitUntil('the policy to be in effect', async () => {
      const refusal = await plane.client.create(harness(['evil.example.com']), { dryRun: true }).catch(String);
      return typeof refusal === 'string' && refusal.includes('allowedDomains may only name');
    });
  });

  afterAll(() => plane?.stop());

  test.each(objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy').map((it) => [it.metadata.name, it]))(
    'the server finds nothing wrong with the types of %s',
    async (_, policy) => {
      const live = await plane.client.waitFor<LiveObject & { status: TypeChecked }>(
        refOf(policy as Manifest),
        'type-checked',
        isTypeChecked,
      );
      expect(live.status.typeChecking?.expressionWarnings ?? []).toEqual([]);
    },
  );

  test('…and would find it', async () => {
    const [policy] = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy') as (Manifest & {
      spec: object;
    })[];
    const wrong = {
      ...policy!,
      metadata: { name: 'wrong' },
      spec: { ...policy!.spec, validations: [{ expression: 'object.spec.hostNetwork == "yes"' }] },
    };
    await applyInOrder(plane.client, [wrong]);
    const { status } = await plane.client.waitFor<LiveObject>(refOf(wrong), 'type-checked', isTypeChecked);
    expect((status as TypeChecked).typeChecking?.expressionWarnings).toHaveLength(1);
  });

  test('a pod on its node’s network beside the sandboxes, and not its lawful twin', async () => {
    const onNode = podOf('on-node', {}, { hostNetwork: true });
    await expect(plane.client.create(onNode, { dryRun: true })).rejects.toThrow(
      /a pod on the network of its node is under no network policy/,
    );
    await expect(plane.client.create(podOf('on-node', {}), { dryRun: true })).resolves.toMatchObject({ warnings: [] });
  });

  test('harnesses that ask for other hosts than the policy’s', async () => {
    for (const domains of [['evil.example.com'], ['tickets.example.com', 'evil.example.com']]) {
      await expect(plane.client.create(harness(domains), { dryRun: true })).rejects.toThrow(
        /allowedDomains may only name hosts of the policy that is attached here/,
      );
    }
    await expect(plane.client.create(harness(['tickets.example.com']), { dryRun: true })).resolves.toBeDefined();
    await expect(plane.client.create(harness(undefined), { dryRun: true })).resolves.toBeDefined();
  });

  test('also when they ask later', async () => {
    await plane.client.create(harness(['tickets.example.com']));
    const change = { spec: { network: { allowedDomains: ['evil.example.com'] } } };
    await expect(plane.client.patch(refOf(harness()), change)).rejects.toThrow(/allowedDomains may only name/);
  });

  test('not harnesses of other namespaces', async () => {
    await expect(
      plane.client.create(harness(['evil.example.com'], 'default'), { dryRun: true }),
    ).resolves.toBeDefined();
  });
});

function isTypeChecked({ status, metadata }: LiveObject): boolean {
  return (status as TypeChecked | undefined)?.observedGeneration === metadata.generation;
}

interface TypeChecked {
  observedGeneration?: number;
  typeChecking?: { expressionWarnings?: { fieldRef: string; warning: string }[] };
}

function harness(allowedDomains?: readonly string[], namespace: string = HARNESSES): Manifest {
  return {
    apiVersion: 'kagent.dev/v1alpha2',
    kind: 'AgentHarness',
    metadata: { name: 'coder', namespace },
    spec: { backend: 'openclaw', ...(allowedDomains && { network: { allowedDomains } }) },
  } as Manifest;
}

/** A pod that the restricted level admits. */
function podOf(name: string, labels: Readonly<Record<string, string>>, spec: object = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: NAMESPACE, labels },
    spec: { ...HARDENED, ...spec },
  } as Manifest;
}

/** A Sandbox as a gateway makes it: no label of its own on the pod. */
function sandboxOf(name: string): Manifest {
  return {
    apiVersion: CORE,
    kind: 'Sandbox',
    metadata: { name, namespace: NAMESPACE },
    spec: { podTemplate: { spec: HARDENED } },
  } as Manifest;
}

const HARDENED = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'agent',
      image: `registry.example/agents/coder@sha256:${'5'.repeat(64)}`,
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
    },
  ],
};
