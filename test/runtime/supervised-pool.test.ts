import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CONTRACT_SCRIPT } from '../../lib/components/agent-sandbox-pool/supervised/image-contract';
import { ROUTES_SCRIPT, routesEnvironment } from '../../lib/components/agent-sandbox-pool/supervised/inference';
import { RELAY_HEALTH, relayConfig } from '../../lib/components/agent-sandbox-pool/supervised/relay';
import { freePort } from '../cluster/free-port';

const folder = mkdtempSync(join(tmpdir(), 'kagent-fleet-supervised-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const INFERENCE = {
  provider: 'OpenAI',
  model: 'gpt-5',
  baseUrl: 'https://models.example.com/v1',
  apiKey: { name: 'models', key: 'apiKey' },
} as const;

const SHELLS: readonly (readonly string[])[] = [['dash'], ['bash', '--posix'], ['busybox', 'sh'], ['sh']].filter(
  ([program = '', ...rest]) => spawnSync(program, [...rest, '-c', 'exit 0']).status === 0,
);

describe.each(SHELLS.map((shell) => [shell.join(' '), shell] as const))(
  'the step that writes the routes, under %s',
  (_, shell) => {
    let place: string;
    beforeEach(() => {
      place = mkdtempSync(join(folder, 'routes-'));
      mkdirSync(join(place, 'routes'));
      chmodSync(join(place, 'routes'), 0o777);
    });

    /** Runs the step as the pod would, with its paths moved and no program but the shell's own. */
    function run(key: string | Buffer | undefined) {
      const [program = '', ...rest] = shell;
      if (key !== undefined) writeFileSync(join(place, 'key'), key, { mode: 0o400 });
      const env = Object.fromEntries(routesEnvironment(INFERENCE).map(({ name, value = '' }) => [name, value]));
      const moved = {
        ...env,
        KEY_FILE: join(place, 'key'),
        ROUTES_FILE: join(place, 'routes', 'routes.yaml'),
        PATH: '/nowhere',
      };
      const path = spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim();
      const { status, stdout, stderr } = spawnSync(path, [...rest, '-c', ROUTES_SCRIPT], {
        env: moved,
        stdio: ['ignore', 'pipe', 'pipe'],
        encoding: 'utf8',
      });
      return { status, said: stdout + stderr, env: moved };
    }

    const routes = () => parse(readFileSync(join(place, 'routes', 'routes.yaml'), 'utf8'));

    test.each([
      ['as it is', 'sk-abc123', 'sk-abc123'],
      ['without the line break at its end', 'sk-abc123\n', 'sk-abc123'],
      ['without that of another system', 'sk-abc123\r\n', 'sk-abc123'],
      ['with every quote in it', `sk-'"'''\\n$HOME\`x\`%s`, `sk-'"'''\\n$HOME\`x\`%s`],
      ['that YAML would read as something else', '0x10', '0x10'],
      ['that looks like a comment', '#: &a *b !c', undefined],
    ])('a key %s', (_title, key, read) => {
      const { status, said } = run(key);
      if (read === undefined) {
        expect([status, said]).toEqual([1, expect.stringContaining('no HTTP header carries')]);
        return;
      }
      expect([status, said]).toEqual([0, '']);
      expect(routes()).toEqual({
        routes: [
          {
            name: 'inference.local',
            endpoint: 'https://models.example.com/v1',
            model: 'gpt-5',
            provider_type: 'openai',
            protocols: ['openai_chat_completions', 'openai_completions', 'openai_responses', 'model_discovery'],
            api_key: read,
          },
        ],
      });
    });

    test('the file is its writer’s alone, read-only from the first moment, and the key is in no environment', () => {
      const { env } = run('sk-abc123\n');
      const { mode, uid } = statSync(join(place, 'routes', 'routes.yaml'));
      expect([(mode & 0o777).toString(8), uid]).toEqual(['400', process.getuid?.()]);
      expect(JSON.stringify(env)).not.toContain('sk-abc123');
    });

    test.each([
      ['none at all', undefined, 'no such key'],
      ['an empty one', '', 'empty'],
      ['a line break alone', '\n', 'empty'],
      ['two lines', 'sk-one\nsk-two\n', 'more than one line'],
      ['a blank inside', 'sk-one two', 'no HTTP header carries'],
      ['a control character', 'sk-\u0007', 'no HTTP header carries'],
      ['bytes beyond ASCII', Buffer.from([0x73, 0x6b, 0xff, 0xfe]), 'no HTTP header carries'],
    ])('stops at %s, says why, and does not show it', (_title, key, why) => {
      const { status, said } = run(key);
      expect(status).toBe(1);
      expect(said).toContain(why);
      expect(said).not.toMatch(/sk-one|sk-two/);
      expect(() => statSync(join(place, 'routes', 'routes.yaml'))).toThrow('ENOENT');
    });

    test('a pod that is started anew goes on with the file it has', () => {
      expect(run('sk-first').status).toBe(0);
      rmSync(join(place, 'key'));
      expect(run('sk-second')).toMatchObject({ status: 0, said: '' });
      expect(routes().routes[0].api_key).toBe('sk-first');
    });
  },
);

describe.each(SHELLS.map((shell) => [shell.join(' '), shell] as const))(
  'the probe of the image, under %s',
  (_, shell) => {
    function run(holds: readonly string[], users = 'root:x:0:0::/:/bin/sh\nsandbox:x:1000:1000::/sandbox:/bin/sh\n') {
      const root = mkdtempSync(join(folder, 'image-'));
      for (const path of holds) {
        mkdirSync(join(root, path, '..'), { recursive: true });
        writeFileSync(join(root, path), '', { mode: 0o755 });
      }
      mkdirSync(join(root, 'etc'), { recursive: true });
      writeFileSync(join(root, 'etc/passwd'), users);
      writeFileSync(join(root, 'etc/group'), users);
      // The script names absolute paths; here they are those of the image.
      const script = CONTRACT_SCRIPT.replaceAll(/ \/(usr|sbin|bin|etc)/g, ` ${root}/$1`);
      const [program = '', ...rest] = shell;
      const { status, stderr } = spawnSync(program, [...rest, '-c', script], { encoding: 'utf8' });
      return { status, stderr };
    }

    const complete = ['usr/sbin/ip', 'usr/sbin/nft', 'usr/bin/nsenter'];

    test('passes an image that holds everything, wherever the supervisor would find it', () => {
      expect(run(complete)).toEqual({ status: 0, stderr: '' });
      expect(run(['sbin/ip', 'sbin/nft', 'bin/nsenter']).status).toBe(0);
    });

    test('names all that is missing at once', () => {
      const { status, stderr } = run(['usr/local/bin/nft', 'usr/bin/nsenter'], 'root:x:0:0::/:/bin/sh\n');
      expect(status).toBe(1);
      expect(stderr).toContain('lacks ip nft user:sandbox group:sandbox, which');
    });
  },
);

const hasHaproxy = spawnSync('haproxy', ['-v']).status === 0;

// Skipped means that the relay's configuration was not run here: install haproxy 2.6 or newer.
(hasHaproxy ? describe : describe.skip)('the relay, run by haproxy (skipped without it)', () => {
  // Every address of 127.0.0.0/8 is this machine: one stands for the pod, one for the command's own namespace.
  const POD = '127.0.0.2';
  const INNER = '127.0.0.3';
  let relay: ChildProcess | undefined;
  let inner: Server | undefined;
  const sockets = new Set<Socket>();

  afterEach(async () => {
    if (relay !== undefined) {
      const gone = new Promise((resolve) => relay?.once('exit', resolve));
      relay.kill('SIGTERM');
      await gone;
    }
    relay = undefined;
    await stopInner();
  });

  async function stopInner(): Promise<void> {
    const stopping = inner;
    inner = undefined;
    for (const socket of sockets) socket.destroy();
    if (stopping !== undefined) await new Promise((resolve) => stopping.close(resolve));
  }

  test('publishes the port, is ready only while somebody listens, and speaks to nobody else', async () => {
    const [port, health] = [await freePort(), await freePort()];
    const config = join(folder, 'relay.cfg');
    writeFileSync(config, relayConfig([port], { listen: POD, target: INNER, health: `${POD}:${health}` }));
    const check = spawnSync('haproxy', ['-c', '-f', config], { encoding: 'utf8' });
    expect([check.status, check.stdout + check.stderr]).toEqual([0, expect.not.stringMatching(/WARNING|ALERT/)]);

    relay = spawn('haproxy', ['-db', '-f', config], { stdio: 'ignore' });
    const ask = (path: string) =>
      fetch(`http://${POD}:${health}${path}`).then(
        ({ status }) => status,
        () => 0,
      );

    await eventually(async () => expect(await ask(RELAY_HEALTH.alive)).toBe(200));
    await eventually(async () => expect(await ask(RELAY_HEALTH.path)).toBe(503));
    expect(await ask('/stats')).toBe(404);

    inner = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).resume();
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello');
    });
    await new Promise<void>((resolve) => inner?.listen(port, INNER, resolve));
    await eventually(async () => expect(await ask(RELAY_HEALTH.path)).toBe(200));
    expect(await (await fetch(`http://${POD}:${port}/`)).text()).toBe('hello');

    await stopInner();
    await eventually(async () => expect(await ask(RELAY_HEALTH.path)).toBe(503));
  }, 60_000);
});

async function eventually(attempt: () => Promise<void>): Promise<void> {
  const end = Date.now() + 15_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
