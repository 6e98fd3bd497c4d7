import type { OpenShellVersion } from '../../lib/releases/openshell';
import { GatewayDatabase } from './gateway-database';
import { type RunningGateway, serveGateway } from './gateway-server';
import { superviseSandbox } from './supervisor';
import { KAGENT_POLICY, policyRow, SyncCase, wantedPolicy } from './sync-case';

let folder: SyncCase;
let database: GatewayDatabase;
let gateway: RunningGateway;
let supervisors: { stop(): void }[];

async function start(version: OpenShellVersion = '0.0.46'): Promise<void> {
  database = new GatewayDatabase(version);
  gateway = await serveGateway(database);
}

beforeEach(() => {
  folder = new SyncCase();
  supervisors = [];
});
afterEach(() => {
  for (const supervisor of supervisors) supervisor.stop();
  gateway?.stop();
  folder.remove();
});

const supervise = (name: string, options = {}) => supervisors.push(superviseSandbox(database, name, options));
const stateOf = (report: { items: readonly { key: string; state: string }[] }, key: string) =>
  report.items.find((item) => item.key === key)?.state;

describe.each(['0.0.46', '0.0.111'] as const)('a policy on OpenShell %s', (version) => {
  beforeEach(async () => {
    await start(version);
    folder.document(gateway.port, [policyRow('team-a-coder')], { version });
  });

  it('replaces what kagent wrote, and is told from what was loaded before', async () => {
    database.addSandbox('team-a-coder', KAGENT_POLICY);
    supervise('team-a-coder');
    const planned = await folder.run('plan');
    expect(planned.status).toBe(2);
    expect(planned.report.items).toMatchObject([
      { state: 'would-change', details: ['adds rule api', 'removes rule clawhub'], version: 1 },
    ]);
    expect(database.sandbox('team-a-coder').revisions).toHaveLength(1);

    const applied = await folder.run('apply');
    expect(applied.status).toBe(0);
    expect(applied.report.items).toMatchObject([{ state: 'changed', version: 2 }]);
    expect(database.sandbox('team-a-coder').revisions.at(-1)).toMatchObject({
      status: 'LOADED',
      policy: wantedPolicy(),
    });

    const again = await folder.run('drift');
    expect(again.status).toBe(0);
    expect(again.report).toMatchObject({ writes: 0, items: [{ state: 'in-sync', version: 2 }] });
  });

  it('waits for a sandbox that kagent has yet to create', async () => {
    setTimeout(() => {
      database.addSandbox('team-a-coder', KAGENT_POLICY);
      supervise('team-a-coder');
    }, 150);
    const applied = await folder.run('apply');
    expect(applied.report.items).toMatchObject([{ state: 'changed' }]);
    expect(applied.status).toBe(0);
  });

  it('says that a sandbox is still missing when the time is up', async () => {
    const applied = await folder.run('apply', '--wait', '0.1');
    expect(applied.status).toBe(2);
    expect(applied.report.items).toMatchObject([{ state: 'pending', details: ['there is no such sandbox yet'] }]);
  });

  it('is failed with the reason when the supervisor refuses it and runs another', async () => {
    database.addSandbox('team-a-coder', KAGENT_POLICY);
    supervise('team-a-coder', { refuses: () => 'rules: bad query matcher' });
    const applied = await folder.run('apply');
    expect(applied.status).toBe(1);
    expect(stateOf(applied.report, 'harness-team-a-coder')).toBe('failed');
    expect(applied.report.items[0]?.details.at(-1)).toMatch(/refused version 2 .*: rules: bad query matcher$/);
    expect((await folder.run('drift')).status).toBe(1);
  });

  it('is not written over and over when somebody else keeps replacing it', async () => {
    const sandbox = database.addSandbox('team-a-coder', KAGENT_POLICY);
    const other = setInterval(() => database.setPolicy('team-a-coder', KAGENT_POLICY), 1);
    supervisors.push({ stop: () => clearInterval(other) });
    const applied = await folder.run('apply');
    expect(applied.status).toBe(1);
    expect(applied.report.items[0]?.details.at(-1)).toContain('each time replaced by somebody else');
    expect(applied.report.writes).toBe(6);
    expect(sandbox.revisions.length).toBeGreaterThan(6);
  });
});

it('gives a 0.0.46 supervisor another hash when it found the policy at its start and so says nothing', async () => {
  await start();
  folder.document(gateway.port, [policyRow('team-a-coder')]);
  database.addSandbox('team-a-coder', KAGENT_POLICY, 'PROVISIONING');
  const early = await folder.run('apply', '--wait', '0.2');
  expect(early.report.items).toMatchObject([{ state: 'pending', version: 1 }]);
  expect(early.report.items[0]?.details.at(-1)).toContain('the sandbox is provisioning');

  database.sandbox('team-a-coder').phase = 'READY';
  supervise('team-a-coder');
  const applied = await folder.run('apply');
  expect(applied.status).toBe(0);
  expect(applied.report.items).toMatchObject([{ version: 2 }]);
  // The difference is a field that no supervisor reads.
  expect(database.sandbox('team-a-coder').revisions.at(-1)?.policy.networkPolicies?.api).toMatchObject({
    binaries: [{ path: '/usr/bin/curl', harness: true }],
  });
  expect((await folder.run('apply')).report).toMatchObject({ writes: 0, items: [{ state: 'in-sync' }] });
});

it('keeps what a live sandbox cannot change, says it, and changes the rest', async () => {
  await start();
  database.addSandbox('team-a-coder', KAGENT_POLICY);
  supervise('team-a-coder');
  const strict = {
    ...wantedPolicy(),
    filesystem: { readOnly: ['/usr', '/opt'] },
    landlock: { compatibility: 'hard_requirement' },
  };
  folder.document(gateway.port, [policyRow('team-a-coder', strict)]);
  const applied = await folder.run('apply');
  expect(applied.status).toBe(2);
  expect(applied.report.items).toMatchObject([{ state: 'blocked' }]);
  expect(applied.report.items[0]?.details).toEqual([
    'adds rule api',
    'removes rule clawhub',
    'adds readOnly /opt from the next start of the pod',
    'needs a new sandbox: filesystem includeWorkdir is true, asked for is false',
    'needs a new sandbox: filesystem has /sandbox/.openclaw read-write, which is not asked for',
    'needs a new sandbox: landlock is {"compatibility":"best_effort"}, asked for is {"compatibility":"hard_requirement"}',
  ]);
  expect(database.sandbox('team-a-coder').revisions.at(-1)?.policy).toMatchObject({
    landlock: KAGENT_POLICY.landlock,
    networkPolicies: wantedPolicy().networkPolicies,
  });
});

it('finds no difference in the paths that a supervisor adds by itself', async () => {
  await start();
  database.addSandbox('team-a-coder', KAGENT_POLICY);
  database.setPolicy('team-a-coder', {
    ...wantedPolicy(),
    filesystem: {
      includeWorkdir: true,
      readOnly: ['/usr', '/lib', '/etc', '/proc'],
      readWrite: ['/tmp', '/sandbox/.openclaw', '/sandbox'],
    },
  });
  supervise('team-a-coder');
  database.report('team-a-coder', 1);
  folder.document(gateway.port, [policyRow('team-a-coder')]);
  expect((await folder.run('drift')).report.items).toMatchObject([{ state: 'in-sync' }]);
});

it('never touches a sandbox that the document does not name', async () => {
  await start();
  database.addSandbox('team-a-coder', KAGENT_POLICY);
  database.addSandbox('team-a-other', KAGENT_POLICY);
  supervise('team-a-coder');
  folder.document(gateway.port, [policyRow('team-a-coder')]);
  await folder.run('apply', '--prune');
  expect(database.sandbox('team-a-other').revisions).toEqual([]);
});

it('fails a policy that the release would store without a part of it', async () => {
  await start();
  database.addSandbox('team-a-coder', KAGENT_POLICY);
  const policy = { ...wantedPolicy(), networkMiddlewares: { scrub: { middleware: 'openshell/regex' } } };
  folder.document(gateway.port, [policyRow('team-a-coder', policy)]);
  const applied = await folder.run('apply');
  expect(applied.status).toBe(1);
  expect(applied.report.items[0]?.details).toEqual([
    'OpenShell 0.0.46 has no policy field networkMiddlewares and would drop it without a word',
  ]);
  expect(applied.report.writes).toBe(0);
});

it('does not give a sandbox without any policy a first one without paths', async () => {
  await start();
  database.addSandbox('team-a-coder');
  const { version, networkPolicies } = wantedPolicy();
  folder.document(gateway.port, [policyRow('team-a-coder', { version, networkPolicies })]);
  const applied = await folder.run('apply', '--wait', '0.1');
  expect(applied.report).toMatchObject({ writes: 0, items: [{ state: 'pending' }] });

  folder.document(gateway.port, [{ kind: 'GatewayPolicy', key: 'all', policy: { version, networkPolicies } }]);
  const wide = await folder.run('apply');
  expect(wide.report).toMatchObject({ writes: 0, items: [{ state: 'failed' }] });
  expect(wide.report.items[0]?.details[0]).toContain('Landlock is off');
});

it('leaves static sections that the document does not name to the sandbox', async () => {
  await start();
  database.addSandbox('team-a-coder', KAGENT_POLICY);
  supervise('team-a-coder');
  const { version, networkPolicies } = wantedPolicy();
  folder.document(gateway.port, [policyRow('team-a-coder', { version, networkPolicies })]);
  expect((await folder.run('apply')).status).toBe(0);
  expect(database.sandbox('team-a-coder').revisions.at(-1)?.policy).toEqual(wantedPolicy());
});
