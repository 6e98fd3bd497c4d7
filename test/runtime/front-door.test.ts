import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleBehindOAuth2Proxy } from '../../lib/components/kagent-control-plane/example';
import { oauth2ProxyArgs } from '../../lib/components/kagent-control-plane/front-door/arguments';
import { settingsOf } from '../../lib/components/kagent-control-plane/settings';
import { uiFiles } from '../../lib/components/kagent-control-plane/ui/files';
import { freePort } from '../cluster/free-port';
import { OidcIssuer } from './oidc-issuer';

const OAUTH2_PROXY = process.env.OAUTH2_PROXY ?? 'oauth2-proxy';
const hasOAuth2Proxy = spawnSync(OAUTH2_PROXY, ['--version']).status === 0;
const hasNginx = spawnSync('nginx', ['-v']).status === 0;

const PUBLIC = 'https://kagent.example.com';
const FORGED = { 'x-agent-name': 'team-a/k8s', 'x-user-id': 'bob', authorization: 'Bearer forged' };

type Changes = Readonly<Record<string, unknown>>;

interface Seen {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

// Skipped means that the generated flags were not run here: put oauth2-proxy 7.15 on the path, or name it in OAUTH2_PROXY.
(hasOAuth2Proxy ? describe : describe.skip)('the front door, run by oauth2-proxy (skipped without it)', () => {
  let issuer: OidcIssuer;
  let upstream: Upstream;
  let door: Running;
  let withTokens: Running;

  beforeAll(async () => {
    [issuer, upstream] = await Promise.all([OidcIssuer.start(), Upstream.start()]);
    door = await startProxy(issuer, upstream, {});
    withTokens = await startProxy(issuer, upstream, { bearerTokens: true });
  });

  afterAll(async () => {
    await Promise.all([door?.stop(), withTokens?.stop()]);
    await Promise.all([issuer?.stop(), upstream?.stop()]);
  });

  beforeEach(() => {
    issuer.user = { sub: 'alice', email: 'alice@example.com', groups: ['team-a'] };
  });

  test('is alive and ready without a login', async () => {
    expect((await door.get('/ping')).status).toBe(200);
    expect((await door.get('/ready')).status).toBe(200);
  });

  test.each(['/', '/login', '/_next/static/a.js', '/health'])(
    '%s without a login leads to the issuer',
    async (path) => {
      const { status, headers } = await door.get(path);
      expect(status).toBe(302);
      expect(headers.get('location')).toMatch(new RegExp(`^${issuer.url}/authorize\\?`));
      expect(headers.get('location')).toContain('code_challenge_method=S256');
    },
  );

  test.each(['/api/agents', '/api/agentharnesses/team-a/x/gateway/', '/a2a/team-a/k8s', '/api/sandbox/ssh'])(
    '%s without a login is refused, whatever the caller says of himself',
    async (path) => {
      upstream.seen = undefined;
      expect((await door.get(path)).status).toBe(401);
      expect((await door.get(path, FORGED)).status).toBe(401);
      expect(upstream.seen).toBeUndefined();
    },
  );

  test('who has logged in gets through with his own ID token, whatever token he sends', async () => {
    const cookie = await door.logIn();
    expect((await door.get('/api/agents', { ...FORGED, cookie })).status).toBe(200);
    expect(claimsOf(upstream.seen)).toMatchObject({ sub: 'alice', aud: 'kagent' });
  });

  test('the session is for this host alone, over TLS alone, and no script reads it', async () => {
    expect(await door.logIn('attributes')).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
    );
  });

  test('who is in none of the groups does not get in', async () => {
    issuer.user = { sub: 'mallory', email: 'mallory@example.com', groups: ['team-b'] };
    expect(await door.logIn()).toBe('');
  });

  test('a token instead of a session gets in only where that was asked for, and only a true one', async () => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    const mallory = { ...issuer.user, groups: ['team-b'] };
    expect((await door.get('/api/agents', bearer(issuer.token(issuer.user)))).status).toBe(401);
    expect((await withTokens.get('/api/agents', bearer(issuer.token(issuer.user)))).status).toBe(200);
    expect((await withTokens.get('/api/agents', bearer(issuer.token(issuer.user, { key: stranger })))).status).toBe(
      401,
    );
    expect((await withTokens.get('/api/agents', bearer(issuer.token(mallory)))).status).toBe(403);
  });

  // Both together, because the first passes on what the second has to take away.
  (hasNginx ? test : test.skip)('behind it the UI’s nginx takes away what makes kagent believe X-User-Id', async () => {
    const ui = await startNginx(upstream);
    const proxy = await startProxy(issuer, { url: `http://127.0.0.1:${ui.port}` }, {});
    try {
      const cookie = await proxy.logIn();
      expect((await proxy.get('/api/me?user_id=bob', { ...FORGED, cookie })).status).toBe(200);
      expect(upstream.seen?.url).toBe('/api/me?user_id=bob');
      expect(upstream.seen?.headers).not.toHaveProperty('x-agent-name');
      expect(upstream.seen?.headers).not.toHaveProperty('x-user-id');
      expect(claimsOf(upstream.seen)).toMatchObject({ sub: 'alice' });
    } finally {
      await Promise.all([proxy.stop(), ui.stop()]);
    }
  });
});

function claimsOf(seen: Seen | undefined): unknown {
  const payload = seen?.headers.authorization?.split('.')[1] ?? '';
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}

/** What stands behind the proxy and remembers how it was called. */
class Upstream {
  seen: Seen | undefined;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Upstream> {
    const server = createServer();
    const upstream = new Upstream(server);
    server.on('request', (request, response) => {
      upstream.seen = { url: request.url ?? '', headers: request.headers };
      response.end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** A program that listens on loopback. */
class Running {
  constructor(
    readonly port: number,
    private readonly process: ChildProcess,
    private readonly folder?: string,
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, { headers, redirect: 'manual' });
  }

  /** The session's cookie after a login, or its attributes; empty when nobody got in. */
  async logIn(): Promise<string>;
  async logIn(want: 'attributes'): Promise<string[]>;
  async logIn(want?: 'attributes'): Promise<string | string[]> {
    const start = await this.get('/');
    const state = start.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    const back = await fetch(start.headers.get('location') ?? '', { redirect: 'manual' });
    const callback = (back.headers.get('location') ?? '').slice(PUBLIC.length);
    const end = await this.get(callback, { cookie: state.join('; ') });
    const session = end.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-kagent=')) ?? '';
    const [pair = '', ...attributes] = session.split('; ');
    return want === undefined ? pair : attributes;
  }

  async untilUp(): Promise<this> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      try {
        await this.get('/ping');
        return this;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill('SIGTERM');
      await ended;
    }
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The flags as they are generated, at the addresses of the test. */
async function startProxy(issuer: OidcIssuer, upstream: { readonly url: string }, changes: Changes): Promise<Running> {
  const props = exampleBehindOAuth2Proxy(changes);
  const { oauth2Proxy } = props.frontDoor;
  if (oauth2Proxy === undefined) throw new Error('the example has no proxy');
  const port = await freePort();
  const moved: Readonly<Record<string, string>> = {
    '--http-address': `127.0.0.1:${port}`,
    '--upstream': upstream.url,
    '--oidc-issuer-url': issuer.url,
  };
  const args = oauth2ProxyArgs(settingsOf(props), oauth2Proxy).map((arg) => {
    const [flag = ''] = arg.split('=');
    return moved[flag] === undefined ? arg : `${flag}=${moved[flag]}`;
  });
  const env = {
    ...process.env,
    OAUTH2_PROXY_CLIENT_SECRET: 'of the test',
    OAUTH2_PROXY_COOKIE_SECRET: '0123456789abcdef0123456789abcdef',
  };
  return new Running(port, spawn(OAUTH2_PROXY, args, { env, stdio: 'ignore' })).untilUp();
}

/** The UI's nginx as it is generated, with the controller at another address. */
async function startNginx(controller: { readonly url: string }): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'ui-nginx-'));
  const port = await freePort();
  const generated = uiFiles(settingsOf(exampleBehindOAuth2Proxy()))['nginx.conf'] ?? '';
  mkdirSync(join(folder, 'nginx'));
  const config = generated
    .replace(/\/tmp\//g, `${folder}/`)
    .replace(/listen 8080;/, `listen 127.0.0.1:${port};`)
    .replace(/http:\/\/kagent-controller\.[^;]*/, controller.url);
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, config);
  const running = spawn('nginx', ['-c', file, '-e', 'stderr', '-g', 'daemon off;'], { stdio: 'ignore' });
  return new Running(port, running, folder).untilUp();
}
