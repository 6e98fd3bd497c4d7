import { get } from 'node:http';
import { canonicalJson } from '../../lib/plan/canonical-json';
import { freePort } from '../cluster/free-port';
import { GatewayDatabase } from './gateway-database';
import { serveGateway } from './gateway-server';
import { superviseSandbox } from './supervisor';
import { KAGENT_POLICY, policyRow, SyncCase, wantedPolicy } from './sync-case';

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain until ${what}`);
}

function ask(port: number, path: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', () => resolve({ status: 0, text: '' }));
  });
}

it('keeps the gateway as the document has it, through changes of either and restarts, until it is stopped', async () => {
  const folder = new SyncCase();
  const database = new GatewayDatabase('0.0.46');
  database.addSandbox('team-a-coder', KAGENT_POLICY);
  const supervisor = superviseSandbox(database, 'team-a-coder');
  let gateway = await serveGateway(database);
  const { port } = gateway;
  folder.document(port, [policyRow('team-a-coder')]);
  const listen = await freePort();
  const stop = new AbortController();
  const more = ['--interval', '0.1', '--wait', '1', '--tries', '1', '--listen', `127.0.0.1:${listen}`];
  const watching = folder.runWith({ signal: stop.signal }, ...folder.args('watch', ...more));
  const rules = () => database.sandbox('team-a-coder').revisions.at(-1)?.policy.networkPolicies;
  const has = (policy: { networkPolicies: object }) => canonicalJson(rules()) === canonicalJson(policy.networkPolicies);
  try {
    await until('the policy is written', () => has(wantedPolicy()));
    await until('it is ready', async () => (await ask(listen, '/readyz')).status === 200);
    database.setPolicy('team-a-coder', KAGENT_POLICY);
    await until('a foreign policy is replaced', () => has(wantedPolicy()));
    folder.document(port, [policyRow('team-a-coder', wantedPolicy('other.example.com'))]);
    await until('a new document is applied', () => has(wantedPolicy('other.example.com')));
    gateway.stop();
    database.setPolicy('team-a-coder', KAGENT_POLICY);
    gateway = await serveGateway(database, { port });
    await until('it goes on after a restart', () => has(wantedPolicy('other.example.com')));
    folder.write('state.yaml', 'broken');
    const failures = /round_failures_total [1-9]/;
    await until('a broken document is counted', async () => failures.test((await ask(listen, '/metrics')).text));
    expect((await ask(listen, '/healthz')).status).toBe(200);
    expect((await ask(listen, '/metrics')).text).toMatch(/kagent_fleet_sync_rows\{state="failed"\} 0/);
    expect((await ask(listen, '/other')).status).toBe(404);
  } finally {
    stop.abort();
    const { status } = await watching;
    expect(status).toBe(0);
    supervisor.stop();
    gateway.stop();
    folder.remove();
  }
}, 60_000);
