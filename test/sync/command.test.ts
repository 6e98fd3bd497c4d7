import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { readSyncOptions } from '../../cli/sync/options';
import { secretReader, variableOf } from '../../cli/sync/secret-files';
import { GatewayDatabase } from './gateway-database';
import { type RunningGateway, serveGateway } from './gateway-server';
import { superviseSandbox } from './supervisor';
import { KAGENT_POLICY, policyRow, SyncCase } from './sync-case';

let folder: SyncCase;
let database: GatewayDatabase;
let gateway: RunningGateway;
let supervisor: { stop(): void };

beforeEach(async () => {
  folder = new SyncCase();
  database = new GatewayDatabase('0.0.46');
  database.addSandbox('team-a-coder', KAGENT_POLICY);
  supervisor = superviseSandbox(database, 'team-a-coder');
  gateway = await serveGateway(database);
  folder.document(gateway.port, [policyRow('team-a-coder'), policyRow('team-a-late')]);
});
afterEach(() => {
  supervisor.stop();
  gateway.stop();
  folder.remove();
});

it('tells a reader what differs and counts the rest', async () => {
  const plan = await folder.runWith({}, ...folder.args('plan').filter((word) => word !== '--json'));
  expect(plan.status).toBe(2);
  expect(plan.said).toEqual([
    'gateway team-a/gateway, OpenShell 0.0.46',
    '  ~ policy of sandbox team-a-coder: would-change\n      adds rule api\n      removes rule clawhub',
    '  . policy of sandbox team-a-late: pending\n      there is no such sandbox yet',
    '1 would-change, 1 pending (5 reads, 0 writes)',
  ]);
});

it('tells a pipeline the same as one JSON object', async () => {
  const { said, status } = await folder.run('plan');
  expect(said).toHaveLength(1);
  expect(JSON.parse(said[0] ?? '')).toEqual({
    command: 'plan',
    gateway: 'team-a/gateway',
    release: '0.0.46',
    exitStatus: status,
    reads: 5,
    writes: 0,
    items: [
      {
        key: 'harness-team-a-coder',
        kind: 'Policy',
        target: 'policy of sandbox team-a-coder',
        owner: 'harness-team-a-coder',
        state: 'would-change',
        details: ['adds rule api', 'removes rule clawhub'],
        version: 1,
      },
      expect.objectContaining({ key: 'harness-team-a-late', state: 'pending' }),
    ],
  });
});

it('counts rows on a terminal, and clears the line again', async () => {
  const drawn: string[] = [];
  const terminal = { write: (text: string) => drawn.push(text) > 0 } as unknown as NodeJS.WriteStream;
  await folder.runWith({ terminal }, ...folder.args('plan').filter((word) => word !== '--json'));
  expect(drawn).toEqual(['\r1/2 rows', '\r2/2 rows', '\r\x1b[K']);
});

it('refuses a document that was changed by hand before it dials', async () => {
  folder.write('state.yaml', folder.read('state.yaml').replace('team-a-coder', 'team-b-coder'));
  const { status, complaints } = await folder.run('apply');
  expect({ status, calls: gateway.calls }).toEqual({ status: 1, calls: [] });
  expect(complaints).toEqual([expect.stringMatching(/state\.yaml .*checksum does not match/)]);
});

it("refuses another gateway's record", async () => {
  const other = { format: 'kagent-fleet/sync-record/v1', gateway: 'team-b/gateway', entries: {} };
  folder.write('record.json', JSON.stringify(other));
  const { status, complaints } = await folder.run('apply');
  expect(status).toBe(1);
  expect(complaints).toEqual([
    expect.stringContaining('is the record of gateway team-b/gateway, not of team-a/gateway'),
  ]);
});

it.each([
  [[], /^expected one of plan, apply, drift, watch, got ""/],
  [['aply', '--state', 'x'], /got "aply"/],
  [['plan'], /^expected --state FILE/],
  [['plan', '--state', 'x', '--wait', '-1'], /--wait/],
  [['plan', '--state', 'x', '--parallel', '0'], /^--parallel is "0", expected a number from 1 to 256/],
  [['plan', '--state', 'x', '--gateway', 'host'], /^--gateway is "host", expected HOST:PORT/],
  [['plan', '--state', 'x', '--nope'], /nope/],
])('refuses the command line %j', async (argv, reason) => {
  const { status, complaints } = await folder.runWith({}, ...argv);
  expect(status).toBe(1);
  expect(complaints[0]).toMatch(reason);
  expect(complaints[1]).toMatch(/^usage: kagent-fleet sync/);
});

it('takes another address than the document has', () => {
  expect(readSyncOptions(['plan', '--state', 'x', '--gateway', '[::1]:8080']).gateway).toEqual({
    host: '::1',
    port: 8080,
  });
});

it('looks for a credential in its folder only', () => {
  folder.write('secrets/team.a/key-1', 'v');
  const read = secretReader({ folder: join(folder.folder, 'secrets'), environment: {} });
  expect(read({ name: 'team.a', key: 'key-1' })).toBe('v');
  expect(() => read({ name: '..', key: 'state.yaml' })).toThrow('".." is no name of a Secret');
  expect(() => read({ name: '../..', key: 'x' })).toThrow('is no name of a Secret');
  expect(variableOf({ name: 'team.a', key: 'key-1' })).toBe('KAGENT_FLEET_SECRET_TEAM_A__KEY_1');
});

it('loads gRPC only when it calls a gateway', () => {
  const loaded = (modules: readonly string[]) => modules.filter((file) => /@grpc|protobufjs/.test(file));
  const program = `require('ts-node').register({ swc: true }); require('./cli/sync'); require('./lib/index'); require('./constructs/cdk8s/index');
    console.log(JSON.stringify(Object.keys(require.cache)))`;
  const { stdout } = spawnSync(process.execPath, ['-e', program], {
    cwd: resolve(__dirname, '../..'),
    encoding: 'utf8',
  });
  const modules: string[] = JSON.parse(stdout);
  expect(modules.some((file) => file.endsWith('cli/sync/session.ts'))).toBe(true);
  expect(loaded(modules)).toEqual([]);
}, 60_000);
