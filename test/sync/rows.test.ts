import { readFileSync } from 'node:fs';
import type { GatewayState } from '../../lib/plan/gateway-state';
import { GatewayDatabase } from './gateway-database';
import { type RunningGateway, serveGateway } from './gateway-server';
import { superviseSandbox } from './supervisor';
import { KAGENT_POLICY, policyRow, SyncCase, wantedPolicy } from './sync-case';

const PROVIDER: GatewayState = {
  kind: 'Provider',
  key: 'provider',
  provider: 'openai',
  credentials: { apiKey: { name: 'openai', key: 'apiKey' } },
  config: { OPENAI_BASE_URL: 'https://models.example.com/v1' },
};
const ROUTE: GatewayState = { kind: 'InferenceRoute', key: 'route', provider: 'openai', model: 'm-1' };
const SETTING: GatewayState = { kind: 'Setting', key: 'json-logs', name: 'ocsf_json_enabled', value: true };
const KEY = 'sk-never-printed';

let folder: SyncCase;
let database: GatewayDatabase;
let gateway: RunningGateway;

async function start(version: '0.0.46' | '0.0.111', items: readonly GatewayState[]): Promise<void> {
  folder = new SyncCase();
  folder.write('secrets/openai/apiKey', `${KEY}\n`);
  database = new GatewayDatabase(version);
  gateway = await serveGateway(database);
  folder.document(gateway.port, items, { version });
}
afterEach(() => {
  gateway.stop();
  folder.remove();
});
const states = async (command: string, ...more: readonly string[]) =>
  Object.fromEntries((await folder.run(command, ...more)).report.items.map(({ key, state }) => [key, state]));

describe.each(['0.0.46', '0.0.111'] as const)('rows of a gateway of OpenShell %s', (version) => {
  it('are written provider first, and not again', async () => {
    await start(version, [ROUTE, SETTING, PROVIDER]);
    const applied = await folder.run('apply');
    expect({ status: applied.status, complaints: applied.complaints }).toEqual({ status: 0, complaints: [] });
    expect(applied.report.items.map(({ key, state }) => [key, state])).toEqual([
      ['provider', 'changed'],
      ['route', 'changed'],
      ['json-logs', 'changed'],
    ]);
    expect(database.providers.get('openai')).toMatchObject({ type: 'openai', credentials: { apiKey: KEY } });
    expect([...database.routes]).toEqual([['inference.local', { provider: 'openai', model: 'm-1', timeout: 0 }]]);
    expect([...database.settings]).toEqual([['ocsf_json_enabled', true]]);

    const again = await folder.run('apply');
    expect(again.report.writes).toBe(0);
    // One question for each row, and which release it is.
    expect(again.report.reads).toBe(4);
    expect(again.status).toBe(0);
  });

  it('are written again when a credential changes, or when somebody else writes the provider', async () => {
    await start(version, [PROVIDER]);
    await folder.run('apply');
    folder.write('secrets/openai/apiKey', 'sk-rotated');
    expect(await states('plan')).toEqual({ provider: 'would-change' });
    expect(await states('apply')).toEqual({ provider: 'changed' });
    expect(database.providers.get('openai')?.credentials).toEqual({ apiKey: 'sk-rotated' });
    const provider = database.providers.get('openai');
    if (provider) provider.resourceVersion += 1;
    expect((await folder.run('drift')).report.items[0]?.details).toEqual([
      'writes the credentials: somebody else has written the provider since',
    ]);
  });

  it('keep what others put into a provider', async () => {
    await start(version, [PROVIDER]);
    const others = { type: 'openai', credentials: { OTHER: 'x' }, config: { REGION: 'y' }, resourceVersion: 7 };
    database.providers.set('openai', others);
    await folder.run('apply');
    expect(database.providers.get('openai')).toMatchObject({
      credentials: { OTHER: 'x', apiKey: KEY },
      config: { REGION: 'y', OPENAI_BASE_URL: 'https://models.example.com/v1' },
    });
  });

  it('are taken back only with --prune, only when written by sync, and only while nobody changed them', async () => {
    await start(version, [PROVIDER, ROUTE, SETTING, policyRow('team-a-coder')]);
    database.addSandbox('team-a-coder', KAGENT_POLICY);
    database.providers.set('mine', { type: 'generic', credentials: { K: 'v' }, config: {}, resourceVersion: 1 });
    const supervisor = superviseSandbox(database, 'team-a-coder');
    await folder.run('apply');
    folder.document(gateway.port, [], { version });
    const kept = {
      provider: 'orphaned',
      route: version === '0.0.46' ? 'blocked' : 'orphaned',
      'json-logs': 'orphaned',
    };
    expect(await states('plan')).toEqual({ ...kept, 'harness-team-a-coder': 'orphaned' });
    expect(database.settings.size).toBe(1);

    database.settings.set('ocsf_json_enabled', false);
    expect(await states('apply', '--prune')).toMatchObject({ provider: 'removed', 'harness-team-a-coder': 'removed' });
    supervisor.stop();
    expect([...database.providers.keys()]).toEqual(['mine']);
    expect(database.settings.get('ocsf_json_enabled')).toBe(false);
    expect(database.routes.size).toBe(version === '0.0.46' ? 1 : 0);
    expect(database.sandbox('team-a-coder').revisions.at(-1)?.policy).toMatchObject({
      networkPolicies: KAGENT_POLICY.networkPolicies,
    });
  });

  it('fail alone: a route whose provider failed is not tried, the others are', async () => {
    await start(version, [PROVIDER, ROUTE, SETTING]);
    database.providers.set('openai', { type: 'generic', credentials: { K: 'v' }, config: {}, resourceVersion: 1 });
    const applied = await folder.run('apply');
    expect(applied.status).toBe(1);
    expect(applied.report.items.map(({ key, state }) => [key, state])).toEqual([
      ['provider', 'failed'],
      ['route', 'failed'],
      ['json-logs', 'changed'],
    ]);
    expect(applied.report.items[1]?.details).toEqual(['not tried: provider openai failed']);
  });

  it('hold one policy for the whole gateway, which shuts out those of sandboxes until it is removed', async () => {
    await start(version, [{ kind: 'GatewayPolicy', key: 'all', policy: wantedPolicy() }]);
    expect(await states('apply')).toEqual({ all: 'changed' });
    expect(await states('drift')).toEqual({ all: 'in-sync' });
    folder.document(gateway.port, [policyRow('team-a-coder')], { version });
    database.addSandbox('team-a-coder', KAGENT_POLICY);
    const supervisor = superviseSandbox(database, 'team-a-coder');
    expect(await states('apply')).toEqual({ all: 'orphaned', 'harness-team-a-coder': 'failed' });
    expect(await states('apply', '--prune')).toEqual({ all: 'removed', 'harness-team-a-coder': 'changed' });
    supervisor.stop();
  });
});

it('never prints or records a credential', async () => {
  await start('0.0.46', [PROVIDER, ROUTE]);
  const runs = [await folder.run('plan'), await folder.run('apply'), await folder.run('drift')];
  const text = await folder.runWith({}, ...folder.args('apply').filter((word) => word !== '--json'));
  const all = [...runs, text].flatMap(({ said, complaints }) => [...said, ...complaints]).join('\n');
  expect(all).toContain('provider openai');
  expect(all).not.toContain(KEY);
  expect(readFileSync(folder.record, 'utf8')).not.toContain(KEY);
});

it('moves a row to another key without taking it back', async () => {
  await start('0.0.46', [SETTING]);
  await folder.run('apply');
  folder.document(gateway.port, [{ ...SETTING, key: 'logs' }]);
  expect(await states('apply', '--prune')).toEqual({ logs: 'in-sync' });
  expect([...database.settings]).toEqual([['ocsf_json_enabled', true]]);
});

it.each([
  ['missing', undefined, /neither file .*secrets\/openai\/apiKey nor KAGENT_FLEET_SECRET_OPENAI__APIKEY$/],
  ['empty', '', /credential openai\/apiKey is empty/],
  ['of two lines', 'a\nb', /holds a line break/],
])('fails a provider whose credential is %s', async (_, content, said) => {
  await start('0.0.46', [PROVIDER]);
  folder.write('secrets/openai/apiKey', content ?? '');
  const argv =
    content === undefined
      ? folder.args('apply', '--secrets', folder.write('x', '').replace(/x$/, 'elsewhere/secrets'))
      : folder.args('apply');
  const { status, report } = await folder.runWith({}, ...argv);
  expect(status).toBe(1);
  expect(report.items[0]?.details[0]).toMatch(said);
  expect(database.providers.size).toBe(0);
});

it('takes a credential from the environment', async () => {
  await start('0.0.46', [PROVIDER]);
  const argv = ['apply', '--state', `${folder.folder}/state.yaml`, '--json'];
  const environment = { KAGENT_FLEET_SECRET_OPENAI__APIKEY: 'from-env' };
  expect((await folder.runWith({ environment }, ...argv)).status).toBe(0);
  expect(database.providers.get('openai')?.credentials).toEqual({ apiKey: 'from-env' });
});

it('checks that a harness runs when asked to', async () => {
  const check = (command: string): GatewayState => ({
    kind: 'Check',
    key: 'runs',
    sandbox: 'team-a-coder',
    command: [command],
  });
  await start('0.0.46', [check('true')]);
  database.addSandbox('team-a-coder', KAGENT_POLICY, 'PROVISIONING');
  expect(await states('drift')).toEqual({ runs: 'unchecked' });
  expect(await states('drift', '--verify')).toEqual({ runs: 'pending' });
  database.sandbox('team-a-coder').phase = 'READY';
  expect(await states('drift', '--verify')).toEqual({ runs: 'in-sync' });
  folder.document(gateway.port, [check('false')]);
  const failed = await folder.run('drift', '--verify');
  expect(failed.status).toBe(1);
  expect(failed.report.items[0]?.details).toEqual(['exit status 1 of: false']);
});
