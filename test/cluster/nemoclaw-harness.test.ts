import { customResourceDefinition } from '../../lib/api';
import { agentHarnessKind } from '../../lib/api/kagent';
import { INPUTS_ANNOTATION, nemoClawHarness } from '../../lib/components/nemoclaw-harness';
import { exampleHarness } from '../../lib/components/nemoclaw-harness/example';
import { prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { type Applied, applyInOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { manifestsOf } from './fleet';
import { type LiveObject, type Manifest, refOf } from './kubernetes-object';
import { waitUntil } from './wait-until';

const NAMESPACE = 'team-a-kagent';
const SLACK_TOKENS = { botToken: { name: 'slack', key: 'bot' }, appToken: { name: 'slack', key: 'app' } };

function objectsOf(changes: Parameters<typeof exampleHarness>[0]): Manifest[] {
  const { resources, diagnostics } = prepare(nemoClawHarness, exampleHarness(changes), 'team-a/harness', 'none');
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return manifestsOf(resources);
}

const CODER = {
  name: 'coder',
  description: 'reviews pull requests',
  env: [{ name: 'REGION', value: 'eu-west-1' }],
  channels: {
    ops: { telegram: { botToken: { name: 'telegram', key: 'token' }, allowedUserIDs: ['1001'] } },
    team: { slack: { ...SLACK_TOKENS, allowlistChannels: ['C0123456789'] } },
  },
};
const HERMES = {
  name: 'hermes',
  backend: 'hermes',
  channels: {
    ops: {
      telegram: {
        botToken: { name: 'telegram-2', key: 'token' },
        allowedUserIDs: ['1001'],
      },
    },
    team: {
      slack: {
        botToken: { name: 'slack-2', key: 'bot' },
        appToken: { name: 'slack-2', key: 'app' },
        allowedUserIDs: ['U1'],
        homeChannel: 'C0123456789',
      },
    },
  },
};

describe('a NemoClawHarness on the API server', () => {
  const objects = [...objectsOf(CODER), ...objectsOf(HERMES), ...objectsOf({ name: 'bare', backend: 'openclaw' })];
  const coder = objects.find(({ kind, metadata }) => kind === 'AgentHarness' && metadata.name === 'coder')!;
  let plane: ControlPlane;
  let applied: Applied[];

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    await applyInOrder(plane.client, [
      customResourceDefinition(agentHarnessKind) as unknown as Manifest,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } } as Manifest,
    ]);
    applied = await applyInOrder(plane.client, objects);
    await plane.startControllers({ nodes: 0 });
    // A policy takes effect some time after it is stored.
    await waitUntil('the policy to be in effect', async () => {
      const refusal = await edit({ spec: { backend: 'openclaw' } }, true).catch(String);
      return typeof refusal === 'string' && refusal.includes('spec.backend of an AgentHarness');
    });
  });

  afterAll(() => plane?.stop());

  const edit = (patch: object, dryRun = false) => plane.client.patch(refOf(coder), patch, { dryRun });

  test('every object is accepted, without a warning', () => {
    expect(applied).toHaveLength(objects.length);
    expect(warningsOf(applied)).toEqual([]);
  });

  test('the server stores each harness as it was written, without a default of its own', async () => {
    for (const object of objects.filter(({ kind }) => kind === 'AgentHarness')) {
      const live = await plane.client.get<LiveObject>(refOf(object));
      expect(live.spec).toEqual((object as LiveObject).spec);
    }
  });

  test('a second apply changes nothing', async () => {
    const before = await settledVersions(plane.client, objects);
    const again = await applyInOrder(plane.client, objects);
    expect(changedBetween(before, again)).toEqual([]);
    expect(warningsOf(again)).toEqual([]);
  });

  test.each(
    objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy').map((it) => [it.metadata.name, it] as const),
  )('the server finds nothing wrong with the types of %s', async (_, policy) => {
    const live = await plane.client.waitFor<LiveObject & { status: TypeChecked }>(
      refOf(policy),
      'type-checked',
      ({ status, metadata }) => (status as TypeChecked | undefined)?.observedGeneration === metadata.generation,
    );
    expect(live.status.typeChecking?.expressionWarnings ?? []).toEqual([]);
  });

  const image = `registry.example/coder@sha256:${'1'.repeat(64)}`;
  test.each<[string, object]>([
    ['backend', { backend: 'openclaw' }],
    ['image', { image }],
    ['image', { image: null }],
    ['env', { env: [{ name: 'REGION', value: 'eu-west-2' }] }],
    ['env', { env: null }],
    ['network', { network: { allowedDomains: ['example.com'] } }],
    ['modelConfigRef', { modelConfigRef: 'team-a-kagent/other' }],
    ['channels', { channels: [] }],
  ])('an edit of spec.%s is refused: %j', async (field, spec) => {
    await expect(edit({ spec })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining(`spec.${field} of an AgentHarness reaches no existing sandbox`),
    });
  });

  test('so is one of what the sandbox was made from', async () => {
    const message = 'model, gateway or Secrets of the AgentHarness have changed';
    await expect(edit({ metadata: { annotations: { [INPUTS_ANNOTATION]: 'other' } } })).rejects.toThrow(message);
    const changed = objectsOf({ ...CODER, secretsRevision: '2' }).find(({ kind }) => kind === 'AgentHarness')!;
    await expect(plane.client.apply(changed)).rejects.toThrow(message);
  });

  test('the description, labels and finalizers are edited as before', async () => {
    const patch = {
      metadata: { labels: { 'team-a.example/tier': 'gold' }, finalizers: ['kagent.dev/agent-harness-backend-cleanup'] },
      spec: { description: 'reviews and merges' },
    };
    expect((await edit(patch)).object).toMatchObject(patch);
    await edit({ metadata: { finalizers: null } });
  });

  // The controller's client leaves out whatever is empty; its first write brings the finalizer.
  test('kagent may write every harness back', async () => {
    for (const object of objects.filter(({ kind }) => kind === 'AgentHarness')) {
      const live = await plane.client.get<LiveObject & Manifest>(refOf(object));
      const finalizers = ['kagent.dev/agent-harness-backend-cleanup'];
      await plane.client.replace({
        ...live,
        metadata: { ...live.metadata, finalizers },
        spec: withoutEmpty(live.spec),
      } as Manifest);
      await plane.client.patch(refOf(object), { metadata: { finalizers: null } });
    }
  });

  test('a harness that nobody here made is edited as before', async () => {
    const stranger = {
      apiVersion: 'kagent.dev/v1alpha2',
      kind: 'AgentHarness',
      metadata: { name: 'stranger', namespace: NAMESPACE },
      spec: { backend: 'openclaw' },
    } as Manifest;
    await plane.client.create(stranger);
    await plane.client.patch(refOf(stranger), { spec: { image } });
  });
});

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, withoutEmpty(field)] as const);
  const isEmpty = (field: unknown) =>
    field === '' || (typeof field === 'object' && Object.keys(field ?? {}).length === 0);
  return Object.fromEntries(fields.filter(([, field]) => !isEmpty(field)));
}

interface TypeChecked {
  observedGeneration?: number;
  typeChecking?: { expressionWarnings?: { fieldRef: string; warning: string }[] };
}
