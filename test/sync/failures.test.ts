import { generate } from 'selfsigned';
import { createAuthority, issueClientCertificate, issueServerCertificate } from '../cluster/certificates';
import { freePort } from '../cluster/free-port';
import { GatewayDatabase, Refusal } from './gateway-database';
import { type RunningGateway, type ServeOptions, serveGateway } from './gateway-server';
import { superviseSandbox } from './supervisor';
import { KAGENT_POLICY, policyRow, SyncCase, wantedPolicy } from './sync-case';

const UNAVAILABLE = 14;
const INTERNAL = 13;
const PERMISSION_DENIED = 7;

let folder: SyncCase;
let database: GatewayDatabase;
let running: RunningGateway[];
let supervisor: { stop(): void } | undefined;

async function start(options: ServeOptions = {}): Promise<RunningGateway> {
  const gateway = await serveGateway(database, options);
  running.push(gateway);
  folder.document(gateway.port, [policyRow('team-a-coder')]);
  return gateway;
}

beforeEach(() => {
  folder = new SyncCase();
  running = [];
  database = new GatewayDatabase('0.0.46');
  database.addSandbox('team-a-coder', KAGENT_POLICY);
  supervisor = superviseSandbox(database, 'team-a-coder');
});
afterEach(() => {
  for (const gateway of running) gateway.stop();
  supervisor?.stop();
  folder.remove();
});
const isWanted = () =>
  expect(database.sandbox('team-a-coder').revisions.at(-1)).toMatchObject({ status: 'LOADED', policy: wantedPolicy() });

it('gives up on a gateway that cannot be reached, after the tries it was given', async () => {
  folder.document(await freePort(), [policyRow('team-a-coder')]);
  const { status, complaints } = await folder.run('apply', '--tries', '2');
  expect(status).toBe(1);
  expect(complaints).toEqual([expect.stringMatching(/^Health: UNAVAILABLE: /)]);
});

it('waits for a gateway that is not there yet', async () => {
  const port = await freePort();
  folder.document(port, [policyRow('team-a-coder')]);
  const starts = new Promise((resolve) => setTimeout(resolve, 700)).then(() => serveGateway(database, { port }));
  const { status, complaints } = await folder.run('apply');
  running.push(await starts);
  expect(status).toBe(0);
  expect(complaints.length).toBeLessThanOrEqual(1);
  isWanted();
});

it('tries again what a gateway that is busy refuses, at every call', async () => {
  const refused = new Set<string>();
  await start({
    before: (method) => {
      if (refused.has(method)) return;
      refused.add(method);
      throw new Refusal(UNAVAILABLE, 'busy');
    },
  });
  expect((await folder.run('apply')).status).toBe(0);
  // On a slow machine the sandbox is looked at again, too.
  expect([...refused]).toEqual(expect.arrayContaining(['GetSandboxPolicyStatus', 'Health', 'UpdateConfig']));
  isWanted();
});

it('does not wait for a call longer than it may take', async () => {
  await start({ before: () => new Promise((resolve) => setTimeout(resolve, 2000)) });
  const { status, complaints } = await folder.run('apply', '--call-timeout', '0.2', '--tries', '1');
  expect(status).toBe(1);
  expect(complaints).toEqual([expect.stringMatching(/^Health: DEADLINE_EXCEEDED/)]);
});

it('goes on when the gateway restarts between a write and its answer', async () => {
  const restart: ServeOptions = {
    after: async (method) => {
      if (method !== 'UpdateConfig') return;
      first.stop();
      running.push(await serveGateway(database, { port: first.port }));
    },
  };
  const first = await start(restart);
  expect((await folder.run('apply')).status).toBe(0);
  expect(database.sandbox('team-a-coder').revisions).toHaveLength(2);
  isWanted();
});

it('writes again when another writer took the version at the same moment', async () => {
  let times = 0;
  await start({
    before: (method) => {
      times += method === 'UpdateConfig' ? 1 : 0;
      if (method === 'UpdateConfig' && times === 1) throw new Refusal(INTERNAL, 'persist policy revision failed');
    },
  });
  expect((await folder.run('apply')).status).toBe(0);
  isWanted();
});

it('writes policies also where it may not ask for a gateway-wide one', async () => {
  let looks = 0;
  await start({
    before: (method) => {
      looks += method === 'GetSandboxPolicyStatus' ? 1 : 0;
      if (method === 'GetSandboxPolicyStatus' && looks === 1) throw new Refusal(PERMISSION_DENIED, 'not the admin');
    },
  });
  expect((await folder.run('apply')).status).toBe(0);
  isWanted();
});

it('names an error that stays by what the gateway said', async () => {
  await start({
    before: (method) => {
      if (method === 'UpdateConfig') throw new Refusal(INTERNAL, 'disk full');
    },
  });
  const { status, report } = await folder.run('apply');
  expect(status).toBe(1);
  expect(report.items[0]?.details.at(-1)).toBe('UpdateConfig: INTERNAL: disk full');
});

it('refuses a gateway of another release before it asks it anything else', async () => {
  database = new GatewayDatabase('0.0.111');
  const gateway = await start();
  const { status, complaints } = await folder.run('apply');
  expect(status).toBe(1);
  expect(complaints).toEqual([
    expect.stringMatching(/^the gateway is OpenShell 0\.0\.111, the document is for 0\.0\.46/),
  ]);
  expect(gateway.calls).toEqual(['Health']);
});

it('says so when the gateway does not know a call', async () => {
  // A gateway built from source does not say its version.
  const newer = new GatewayDatabase('0.0.111');
  const gateway = await serveGateway(newer, { version: '0.0.0' });
  running.push(gateway);
  folder.document(gateway.port, [{ kind: 'InferenceRoute', key: 'route', provider: 'p', model: 'm' }]);
  const { status, report } = await folder.run('apply');
  expect(status).toBe(1);
  expect(report.items[0]?.details[0]).toMatch(/^GetClusterInference: UNIMPLEMENTED.*of another release/);
});

it('refuses a policy larger than the gateway takes, without sending it', async () => {
  const gateway = await start();
  const rules = Array.from({ length: 4000 }, (_, n) => [`r${n}`, { name: `rule ${n}`.padEnd(80, '.') }]);
  const policy = { ...wantedPolicy(), networkPolicies: Object.fromEntries(rules) };
  folder.document(gateway.port, [policyRow('team-a-coder', policy)]);
  const { status, report } = await folder.run('apply');
  expect(status).toBe(1);
  expect(report.items[0]?.details[0]).toMatch(/^the policy has \d{6} bytes, the gateway takes 262144$/);
  expect(gateway.calls).not.toContain('UpdateConfig');
});

it('lets two runs with one record follow each other, and takes over from one that was killed', async () => {
  const gateway = await start();
  folder.write('record.json.lock', '999999999 elsewhere-and-gone');
  const held = await folder.run('apply', '--wait', '0.3');
  expect(held.complaints).toEqual([expect.stringContaining('another sync holds')]);
  const { hostname } = jest.requireActual<typeof import('node:os')>('node:os');
  folder.write('record.json.lock', `999999999 ${hostname()}`);
  const both = await Promise.all([folder.run('apply'), folder.run('apply')]);
  expect(both.map(({ status }) => status)).toEqual([0, 0]);
  expect(gateway.calls.filter((method) => method === 'UpdateConfig')).toHaveLength(1);
  isWanted();
});

it('lets two runs without a record do the same side by side', async () => {
  await start();
  const argv = ['apply', '--state', `${folder.folder}/state.yaml`, '--json', '--wait', '5'];
  const both = await Promise.all([folder.runWith({}, ...argv), folder.runWith({}, ...argv)]);
  expect(both.map(({ status }) => status)).toEqual([0, 0]);
  expect(database.sandbox('team-a-coder').revisions).toHaveLength(2);
  isWanted();
});

describe('transport', () => {
  const authority = createAuthority('gateway test CA');

  async function startTls(expired = false): Promise<void> {
    const ca = await authority;
    const server = await issueServerCertificate(ca, 'gateway');
    const client = await issueClientCertificate(ca, 'sync');
    const old = await generate([{ name: 'commonName', value: 'sync' }], {
      keyType: 'ec',
      curve: 'P-256',
      notBeforeDate: new Date(Date.now() - 2 * 86_400_000),
      notAfterDate: new Date(Date.now() - 86_400_000),
      ca: { key: ca.key, cert: ca.certificate },
    });
    const gateway = await start({ tls: { ca: ca.certificate, ...server } });
    folder.document(gateway.port, [policyRow('team-a-coder')], { transport: 'mutual' });
    folder.write('tls/ca.crt', ca.certificate);
    folder.write('tls/tls.crt', expired ? old.cert : client.certificate);
    folder.write('tls/tls.key', expired ? old.private : client.key);
  }

  it('is mutual TLS where the gateway has it', async () => {
    await startTls();
    expect((await folder.run('apply', '--tls', `${folder.folder}/tls`)).status).toBe(0);
    isWanted();
  });

  it('stops at a client certificate that has expired, and says which', async () => {
    await startTls(true);
    const { status, complaints } = await folder.run('apply', '--tls', `${folder.folder}/tls`);
    expect(status).toBe(1);
    expect(complaints).toEqual([expect.stringMatching(/^the client certificate .*tls\/tls\.crt expired on /)]);
  });

  it('does not try again with a gateway whose certificate is of another authority', async () => {
    await startTls();
    folder.write('tls/ca.crt', (await createAuthority('somebody else')).certificate);
    const began = Date.now();
    const { status, complaints } = await folder.run('apply', '--tls', `${folder.folder}/tls`, '--tries', '50');
    expect({ status, said: complaints[0] }).toEqual({
      status: 1,
      said: expect.stringMatching(/UNAVAILABLE.*certificate/),
    });
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  it('wants the certificates where the document says TLS', async () => {
    await startTls();
    const { complaints } = await folder.run('plan');
    expect(complaints).toEqual([expect.stringContaining('give the folder of its certificates by --tls')]);
  });

  it('says that a client certificate is wanted by a gateway that the document calls open to all', async () => {
    await startTls();
    folder.document(running[0]?.port ?? 0, [policyRow('team-a-coder')], { transport: 'server' });
    const { complaints } = await folder.run('plan', '--tls', `${folder.folder}/tls`, '--tries', '50');
    expect(complaints).toEqual([expect.stringMatching(/^Health: UNAVAILABLE/)]);
  });

  it('carries a bearer token from a file or the environment, and says when one is wanted', async () => {
    await start({ token: 'secret-token' });
    const file = folder.write('token', 'secret-token\n');
    expect((await folder.run('apply', '--token-file', file)).status).toBe(0);
    const environment = { KAGENT_FLEET_GATEWAY_TOKEN: 'secret-token' };
    expect((await folder.runWith({ environment }, ...folder.args('drift'))).status).toBe(0);
    const { complaints } = await folder.run('drift');
    expect(complaints).toEqual([expect.stringMatching(/^Health: UNAUTHENTICATED.*--token-file/)]);
  });
});
