import { podSecurityLabels } from '../../lib/components/namespace';
import { harnessStateOf } from '../../lib/components/nemoclaw-harness';
import { exampleHarness } from '../../lib/components/nemoclaw-harness/example';
import { policySync } from '../../lib/components/policy-sync';
import { EXAMPLE_ROWS, exampleSync } from '../../lib/components/policy-sync/example';
import { prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import { type Applied, applyInOrder, changedBetween, settledVersions, warningsOf } from './apply';
import { type ControlPlane, startControlPlane } from './control-plane';
import { manifestsOf } from './fleet';
import { allowed } from './gateway';
import { type LiveObject, type Manifest, refOf } from './kubernetes-object';
import { policiesSelecting } from './warm-pool';

const NAMESPACE = 'team-a-kagent';

function objectsOf(changes: Parameters<typeof exampleSync>[0]): Manifest[] {
  const { resources, diagnostics } = prepare(policySync, exampleSync(changes), 'team-a/sync', 'none');
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return manifestsOf(resources);
}

const ROWS = [...EXAMPLE_ROWS, ...harnessStateOf(exampleHarness())];
const JOB = objectsOf({ name: 'once', state: ROWS });

describe('PolicySync on the API server', () => {
  const objects = [
    ...JOB,
    ...objectsOf({
      name: 'always',
      mode: 'watch',
      metrics: { scrapeFrom: [{ namespace: 'monitoring' }], dashboard: {} },
    }),
    ...objectsOf({ name: 'often', mode: { cron: '*/5 * * * *' } }),
  ];
  let plane: ControlPlane;
  let applied: Applied[];

  beforeAll(async () => {
    plane = await startControlPlane({ controllers: false });
    const labels = podSecurityLabels('restricted', { kubernetes: '1.34' });
    await applyInOrder(plane.client, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels } } as unknown as Manifest,
    ]);
    applied = await applyInOrder(plane.client, objects);
  });

  afterAll(() => plane?.stop());

  test('every object is accepted, and its pods pass Pod Security `restricted` without a warning', () => {
    expect(applied).toHaveLength(objects.length);
    expect(warningsOf(applied)).toEqual([]);
  });

  test('a second apply changes nothing', async () => {
    const before = await settledVersions(plane.client, objects);
    const again = await applyInOrder(plane.client, objects);
    expect(changedBetween(before, again)).toEqual([]);
    expect(warningsOf(again)).toEqual([]);
  });

  test.each(['once', 'always', 'often'])('%s may do nothing in the cluster', async (name) => {
    const program = plane.client.asServiceAccount(NAMESPACE, name);
    expect(await allowed(program, NAMESPACE)).toEqual([]);
    expect(await allowed(program, 'team-a-openshell')).toEqual([]);
  });

  test('each fence selects the pods of its program and no others', async () => {
    for (const name of ['once', 'always', 'often']) {
      const labels = { 'app.kubernetes.io/name': 'kagent-fleet-sync', 'app.kubernetes.io/instance': name };
      const pod = { metadata: { namespace: NAMESPACE, labels } } as unknown as LiveObject;
      expect(await policiesSelecting(plane.client, pod)).toEqual([name]);
    }
  });

  test('the document of a Job can no more be changed', async () => {
    const state = JOB.find(({ kind }) => kind === 'ConfigMap')!;
    const edit = plane.client.patch(refOf(state), { data: { 'gateway-state.yaml': '' } });
    await expect(edit).rejects.toMatchObject({ status: 422 });
  });

  test('the real Job controller makes a pod that Pod Security admits, and says Complete when that has succeeded', async () => {
    await plane.startControllers({ nodes: 1 });
    const job = JOB.find(({ kind }) => kind === 'Job')!;
    const done = await plane.client.waitFor<LiveObject>(refOf(job), 'complete', ({ status }) =>
      isTrue(status, 'Complete'),
    );
    expect((done.status as Status).succeeded).toBe(1);
  });

  test('other rows are another Job beside the old one, and apply to the same cluster', async () => {
    const changed = objectsOf({ name: 'once', state: EXAMPLE_ROWS });
    expect(changed.map(({ metadata }) => metadata.name)).not.toEqual(JOB.map(({ metadata }) => metadata.name));
    const again = await applyInOrder(plane.client, changed);
    expect(warningsOf(again)).toEqual([]);
    await expect(plane.client.get(refOf(JOB.find(({ kind }) => kind === 'Job')!))).resolves.toBeDefined();
  });
});

interface Status {
  readonly succeeded?: number;
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
}

/** Whether the object says so, in the way that the plan's `readiness` is read. */
function isTrue(status: unknown, condition: string): boolean {
  const { conditions = [] } = (status ?? {}) as Status;
  return conditions.some((one) => one.type === condition && one.status === 'True');
}
