import { harnessStateOf, nemoClawHarness } from '../../lib/components/nemoclaw-harness';
import { exampleControlPlane, exampleGateway, exampleHarness } from '../../lib/components/nemoclaw-harness/example';
import { openShellGateway } from '../../lib/components/openshell-gateway';
import { exampleSideBySide } from '../../lib/components/openshell-gateway/example';
import { policySync } from '../../lib/components/policy-sync';
import { EXAMPLE_PROGRAM, exampleSync } from '../../lib/components/policy-sync/example';
import { prepare } from '../../lib/components/prepare';
import { formatDiagnostics, isBlocking } from '../../lib/diagnostics/format';
import type { Resource } from '../../lib/plan/resource';
import {
  type CertifiedKey,
  createAuthority,
  issueClientCertificate,
  issueServerCertificate,
} from '../cluster/certificates';
import { freePort } from '../cluster/free-port';
import { GatewayDatabase } from './gateway-database';
import { type RunningGateway, type ServeOptions, serveGateway } from './gateway-server';
import { MountedPod, type Secrets } from './mounted-pod';
import { superviseSandbox } from './supervisor';
import { KAGENT_POLICY } from './sync-case';

const SANDBOX = 'team-a-kagent-coder';
const SERVICE = 'openshell.team-a-openshell.svc.cluster.local';
const OPENAI = { openai: { apiKey: 'sk-one' } };

jest.setTimeout(60_000);

let authority: CertifiedKey;
let server: CertifiedKey;
let clientSecret: Secrets;
let running: RunningGateway | undefined;
let database: GatewayDatabase;
const pods: MountedPod[] = [];
const supervisors: { stop(): void }[] = [];

beforeAll(async () => {
  authority = await createAuthority('gateway CA');
  server = await issueServerCertificate(authority, 'openshell', [SERVICE]);
  const client = await issueClientCertificate(authority, 'sync');
  clientSecret = {
    'openshell-client-tls': {
      'tls.crt': client.certificate,
      'tls.key': client.key,
      'ca.crt': authority.certificate,
    },
  };
});

beforeEach(() => {
  database = new GatewayDatabase('0.0.46');
});

afterEach(() => {
  running?.stop();
  running = undefined;
  for (const supervisor of supervisors.splice(0)) supervisor.stop();
  for (const pod of pods.splice(0)) pod.remove();
});

/** A gateway on loopback with its ref, as mutual TLS has it by default. */
async function gateway(options: ServeOptions = {}, changes: Parameters<typeof exampleGateway>[0] = {}) {
  const tls = { ca: authority.certificate, certificate: server.certificate, key: server.key };
  running = await serveGateway(database, { tls, ...options });
  return exampleGateway({ endpoint: { host: 'localhost', port: running.port }, ...changes });
}

function planOf({ resources, diagnostics }: ReturnType<typeof prepare>): readonly Resource[] {
  if (diagnostics.some(isBlocking)) throw new Error(formatDiagnostics(diagnostics));
  return resources;
}

function mounted(resources: readonly Resource[], secrets: Secrets, key?: string): MountedPod {
  const pod = new MountedPod(resources, secrets, key);
  pods.push(pod);
  return pod;
}

const syncPlan = (changes: Parameters<typeof exampleSync>[0]) =>
  planOf(prepare(policySync, exampleSync(changes), 'team-a/sync', 'none'));

test('the Job of a harness writes its policy once kagent has made the sandbox, and sees that it runs', async () => {
  const controlPlane = exampleControlPlane({ gateway: await gateway() });
  const props = exampleHarness({ controlPlane, sync: EXAMPLE_PROGRAM });
  const plan = planOf(prepare(nemoClawHarness, props, 'team-a/coder', 'none'));
  const { ended } = mounted(plan, clientSecret, 'sync-program').start();

  // kagent is late.
  await until(() => (running?.calls.length ?? 0) > 3);
  database.addSandbox(SANDBOX, KAGENT_POLICY_OF_HARNESS);
  supervisors.push(superviseSandbox(database, SANDBOX));

  const { status, output, errors } = await ended;
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(JSON.parse(output)).toMatchObject({
    gateway: 'team-a-openshell/openshell',
    items: [
      { kind: 'Policy', state: 'changed', target: `policy of sandbox ${SANDBOX}` },
      { kind: 'Check', state: 'in-sync' },
    ],
  });
  const [row] = harnessStateOf(props);
  const stored = database.sandbox(SANDBOX).revisions.at(-1);
  expect(stored?.status).toBe('LOADED');
  expect(Object.keys(stored?.policy.networkPolicies ?? {})).toEqual(['tickets']);
  expect(stored?.policy).toMatchObject(row?.kind === 'Policy' ? row.policy : {});
});

test('a provider gets its key from the mounted Secret, and nobody sees it', async () => {
  const pod = mounted(syncPlan({ gateway: await gateway() }), { ...clientSecret, ...OPENAI });
  const { status, output, errors } = await pod.start().ended;
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(database.providers.get('openai')?.credentials).toEqual({ apiKey: 'sk-one' });
  expect([...database.routes.values()]).toMatchObject([{ provider: 'openai', model: 'gpt-4.1-mini' }]);
  expect(`${output}${pod.args.join(' ')}`).not.toContain('sk-one');
});

test('a gateway with OpenID Connect gets the token, and without it lets nobody in', async () => {
  const ref = await gateway({ token: 'token-of-an-administrator' }, { auth: 'oidc' });
  const plan = syncPlan({ gateway: ref, token: { name: 'sync', key: 'token' } });
  const run = (token: string) => mounted(plan, { ...clientSecret, ...OPENAI, sync: { token } }).start().ended;
  expect(await run('token-of-an-administrator\n')).toMatchObject({ status: 0 });
  expect(await run('another')).toMatchObject({ status: 1 });
});

test('a certificate of another CA is refused, and the run says so', async () => {
  const stranger = await createAuthority('another CA');
  const client = await issueClientCertificate(stranger, 'sync');
  const secret = { 'tls.crt': client.certificate, 'tls.key': client.key, 'ca.crt': authority.certificate };
  const plan = syncPlan({ gateway: await gateway(), deadlineSeconds: 60 });
  const { status } = await mounted(plan, { 'openshell-client-tls': secret, ...OPENAI }).start(impatient).ended;
  expect(status).toBe(1);
  expect(database.providers.size).toBe(0);
});

test('the Job of a gateway beside kagent writes its provider and route, by the Service’s name', async () => {
  database = new GatewayDatabase('0.0.111');
  const { port } = await gateway({ token: 'administrator' }).then(({ endpoint }) => endpoint);
  const props = exampleSideBySide({
    inference: { provider: 'Anthropic', model: 'claude', apiKey: { name: 'anthropic', key: 'apiKey' } },
    sync: { ...EXAMPLE_PROGRAM, token: { name: 'sync', key: 'token' } },
  });
  const plan = planOf(prepare(openShellGateway, props, 'team-a/gateway', 'none'));
  const secrets = { ...clientSecret, anthropic: { apiKey: 'sk-two' }, sync: { token: 'administrator' } };
  // The name is the certificate's; only where it leads is another.
  const forwarded = (argument: string) => (argument === '--json' ? `--gateway=localhost:${port}` : argument);
  const { status, errors } = await mounted(plan, secrets, 'sync-program').start(forwarded).ended;
  expect({ status, errors }).toEqual({ status: 0, errors: '' });
  expect(database.providers.get('anthropic')).toMatchObject({ type: 'anthropic', credentials: { apiKey: 'sk-two' } });
  expect([...database.routes.values()]).toMatchObject([{ provider: 'anthropic', model: 'claude' }]);
});

test('over plain text neither certificate nor folder is asked for', async () => {
  const ref = await gateway({ tls: undefined }, { transport: { mode: 'plaintext' }, auth: 'anonymous' });
  const { status } = await mounted(syncPlan({ gateway: ref }), OPENAI).start().ended;
  expect(status).toBe(0);
});

describe('watching', () => {
  const metrics = {
    scrapeFrom: [{ namespace: 'monitoring' }],
    prometheusRule: {},
    dashboard: {},
  };

  test('it takes back what somebody else wrote, serves its probes, and ends when it is told to', async () => {
    const plan = syncPlan({ gateway: await gateway(), mode: 'watch', metrics });
    const port = await freePort();
    const pod = mounted(plan, { ...clientSecret, ...OPENAI });
    const quick = (argument: string) => (argument === '--json' ? '--interval=0.2' : argument);
    const { ended, stop } = pod.start((argument) => quick(argument).replace('=0.0.0.0:9090', `=127.0.0.1:${port}`));
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
    try {
      await until(async () => (await ask('/readyz'))?.status === 200);
      const [, liveness, readiness] = probesOf(plan);
      expect((await ask(liveness ?? ''))?.status).toBe(200);
      expect((await ask(readiness ?? ''))?.status).toBe(200);
      const model = () => [...database.routes.values()].map((route) => route.model);
      expect(model()).toEqual(['gpt-4.1-mini']);
      for (const route of database.routes.values()) route.model = 'another';
      await until(() => model()[0] === 'gpt-4.1-mini');

      const served = await (await ask('/metrics'))?.text();
      const asked = new Set(JSON.stringify(plan.map(({ manifest }) => manifest)).match(/kagent_fleet_sync_\w+/g));
      expect(asked.size).toBeGreaterThanOrEqual(3);
      for (const name of asked) expect(served).toContain(`\n${name}`);
    } finally {
      stop();
    }
    expect(await ended).toMatchObject({ status: 0 });
  });
});

/** What kagent gives the sandbox of the example: its own rules, and the file paths that stay. */
const KAGENT_POLICY_OF_HARNESS = {
  ...KAGENT_POLICY,
  filesystem: {
    includeWorkdir: true,
    readOnly: ['/usr', '/lib', '/proc', '/dev/urandom', '/app', '/etc', '/var/log'],
    readWrite: ['/tmp', '/dev/null', '/sandbox/.openclaw', '/sandbox/.nemoclaw'],
  },
};

function impatient(argument: string): string {
  return argument.startsWith('--wait=') ? '--tries=2' : argument;
}

function probesOf(plan: readonly Resource[]): readonly string[] {
  const text = JSON.stringify(plan.find(({ key }) => key === 'program')?.manifest);
  return [...text.matchAll(/"path":"(\/\w+z)"/g)].map(([, path = '']) => path);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 40_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come to hold');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
