import type { GatewayState } from '../../lib/plan/gateway-state';
import { type BuiltCli, buildCli, type CliProcess } from './built-cli';
import { GatewayDatabase } from './gateway-database';
import { serveGateway } from './gateway-server';
import { superviseSandbox } from './supervisor';
import { KAGENT_POLICY, policyRow, SyncCase, wantedPolicy } from './sync-case';

const ITEMS: readonly GatewayState[] = [
  { kind: 'Provider', key: 'provider', provider: 'openai', credentials: { apiKey: { name: 'openai', key: 'apiKey' } } },
  { kind: 'InferenceRoute', key: 'route', provider: 'openai', model: 'm-1' },
  { kind: 'Setting', key: 'logs', name: 'ocsf_json_enabled', value: true },
  policyRow('team-a-coder'),
];

/** Calls of one uninterrupted run: a first look at each row, a write of each, and the look that finds the policy loaded. */
const CALLS = 11;

let cli: BuiltCli;
beforeAll(() => {
  cli = buildCli();
}, 60_000);
afterAll(() => cli.remove());

interface Outcome {
  /** How the process that was to be killed ended. */
  readonly signal: string | null;
  readonly calls: number;
}

/** Runs the process until its n-th call, kills it there, runs it again to the end, and looks at what is there. */
async function killAt(n: number, when: 'before' | 'after'): Promise<Outcome> {
  const folder = new SyncCase();
  const database = new GatewayDatabase('0.0.46');
  database.addSandbox('team-a-coder', KAGENT_POLICY);
  const supervisor = superviseSandbox(database, 'team-a-coder');
  folder.write('secrets/openai/apiKey', 'sk-1');
  let victim: CliProcess | undefined;
  const kill = async (_: string, count: number) => {
    if (count !== n || victim === undefined) return;
    victim.kill();
    await victim.ended;
  };
  const gateway = await serveGateway(database, { [when]: kill });
  try {
    folder.document(gateway.port, ITEMS);
    victim = cli.run(['sync', ...folder.args('apply')]);
    const { signal } = await victim.ended;
    victim = undefined;
    const calls = gateway.calls.length;

    const again = await folder.run('apply');
    expect({ n, status: again.status, said: again.complaints }).toEqual({ n, status: 0, said: [] });
    expect(database.providers.get('openai')?.credentials).toEqual({ apiKey: 'sk-1' });
    expect([...database.routes.values()]).toEqual([{ provider: 'openai', model: 'm-1', timeout: 0 }]);
    expect([...database.settings]).toEqual([['ocsf_json_enabled', true]]);
    expect(database.sandbox('team-a-coder').revisions.map(({ status }) => status)).toEqual(['SUPERSEDED', 'LOADED']);
    expect(database.sandbox('team-a-coder').revisions[1]?.policy).toMatchObject(wantedPolicy());
    expect((await folder.run('apply')).report).toMatchObject({ writes: 0 });

    // Whatever was written is known, so it can be taken back.
    folder.document(gateway.port, []);
    const taken = await folder.run('apply', '--prune');
    expect(taken.report.items.map(({ key, state }) => [key, state])).toEqual([
      ['harness-team-a-coder', 'removed'],
      ['logs', 'removed'],
      ['route', 'blocked'],
      ['provider', 'removed'],
    ]);
    return { signal, calls };
  } finally {
    gateway.stop();
    supervisor.stop();
    folder.remove();
  }
}

it('makes as many calls as are killed below', async () => {
  const { signal, calls } = await killAt(0, 'before');
  expect(signal).toBeNull();
  // The supervisor may need another look.
  expect(calls).toBeGreaterThanOrEqual(CALLS);
  expect(calls).toBeLessThan(CALLS + 15);
}, 60_000);

const everyCall = Array.from({ length: CALLS }, (_, index) => index + 1);

it.each(everyCall)(
  'converges when it is killed before call %i is handled',
  async (n) => {
    expect(await killAt(n, 'before')).toEqual({ signal: 'SIGKILL', calls: n });
  },
  60_000,
);

it.each(everyCall)(
  'converges when it is killed before it hears the answer of call %i',
  async (n) => {
    expect(await killAt(n, 'after')).toEqual({ signal: 'SIGKILL', calls: n });
  },
  60_000,
);
