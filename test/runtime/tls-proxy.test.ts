import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createSecureServer, type Http2SecureServer } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { CERTIFICATE_FILES } from '../../lib/components/kagent-control-plane/tls-proxy/files';
import {
  HAPROXY_HEALTH_PATH,
  haproxyConfig,
  haproxyScript,
} from '../../lib/components/kagent-control-plane/tls-proxy/haproxy';
import {
  type CertifiedKey,
  createAuthority,
  issueClientCertificate,
  issueServerCertificate,
} from '../cluster/certificates';
import { freePort } from '../cluster/free-port';

const HOST = 'localhost';
const hasHaproxy = spawnSync('haproxy', ['-v']).status === 0;

// Skipped means that the sidecar's configuration was not run here: install haproxy 2.6 or newer.
(hasHaproxy ? describe : describe.skip)('the TLS-originating sidecar, run by haproxy (skipped without it)', () => {
  let authority: CertifiedKey;
  let stranger: CertifiedKey;
  let gateway: Gateway;
  const proxies: Sidecar[] = [];

  beforeAll(async () => {
    [authority, stranger] = await Promise.all([
      createAuthority('authority of the gateway'),
      createAuthority('another authority'),
    ]);
    gateway = await startGateway(authority, await issueServerCertificate(authority, 'gateway'));
  });

  afterEach(async () => {
    await Promise.all(proxies.splice(0).map((proxy) => proxy.stop()));
  });

  afterAll(() => gateway.stop());

  async function startSidecar(files: MountedFiles, target = { host: HOST, port: gateway.port }): Promise<Sidecar> {
    const proxy = await Sidecar.start(files, target);
    proxies.push(proxy);
    return proxy;
  }

  test('presents its certificate, speaks HTTP/2 and is ready', async () => {
    const client = await issueClientCertificate(authority, 'kagent');
    const proxy = await startSidecar({ client, authorities: authority.certificate });
    await eventually(async () => expect(await proxy.health()).toBe(200));
    expect(await proxy.ask()).toEqual({ caller: 'kagent', alpn: 'h2', servername: HOST });
  });

  test('is not ready when the gateway refuses its certificate', async () => {
    const client = await issueClientCertificate(stranger, 'kagent');
    const proxy = await startSidecar({ client, authorities: authority.certificate });
    await eventually(async () => expect(await proxy.health()).toBe(503));
    await expect(proxy.ask()).rejects.toThrow();
  });

  test('refuses a gateway of another authority', async () => {
    const client = await issueClientCertificate(authority, 'kagent');
    const proxy = await startSidecar({ client, authorities: stranger.certificate });
    await eventually(async () => expect(await proxy.health()).toBe(503));
    await expect(proxy.ask()).rejects.toThrow();
  });

  test('refuses a gateway whose certificate names another host', async () => {
    // The same certificate at an address that it does not name.
    const address = '127.0.0.2';
    const other = await startGateway(authority, await issueServerCertificate(authority, 'gateway'), address);
    const client = await issueClientCertificate(authority, 'kagent');
    const proxy = await startSidecar(
      { client, authorities: authority.certificate },
      { host: address, port: other.port },
    );
    await eventually(async () => expect(await proxy.health()).toBe(503));
    await expect(proxy.ask()).rejects.toThrow();
    await other.stop();
  });

  test('takes up a renewed certificate without a restart of the process', async () => {
    const first = await issueClientCertificate(authority, 'kagent before');
    const second = await issueClientCertificate(authority, 'kagent after');
    const proxy = await startSidecar({ client: first, authorities: authority.certificate });
    await eventually(async () => expect(await proxy.ask()).toMatchObject({ caller: 'kagent before' }));
    proxy.mount({ client: second, authorities: authority.certificate });
    await eventually(async () => expect(await proxy.ask()).toMatchObject({ caller: 'kagent after' }));
    expect(proxy.exitCode).toBeNull();
  });
});

interface Target {
  readonly host: string;
  readonly port: number;
}

interface MountedFiles {
  readonly client: CertifiedKey;
  readonly authorities: string;
}

/** The container of the sidecar as a process: its script, its configuration, and a Secret volume as the kubelet writes it. */
class Sidecar {
  private generation = 0;
  private process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly listen: number,
    private readonly healthPort: number,
  ) {}

  static async start(files: MountedFiles, target: Target): Promise<Sidecar> {
    const folder = mkdtempSync(join(tmpdir(), 'tls-proxy-'));
    const sidecar = new Sidecar(folder, await freePort(), await freePort());
    sidecar.mount(files);
    sidecar.run(target);
    await eventually(async () => expect(await sidecar.health()).toBeGreaterThan(0));
    return sidecar;
  }

  /** Swaps all files at once, by the link that the kubelet uses. */
  mount({ client, authorities }: MountedFiles): void {
    const certificates = join(this.folder, 'client');
    const version = `..v${this.generation++}`;
    mkdirSync(join(certificates, version), { recursive: true });
    writeFileSync(join(certificates, version, CERTIFICATE_FILES.certificate), client.certificate);
    writeFileSync(join(certificates, version, CERTIFICATE_FILES.key), client.key);
    writeFileSync(join(certificates, version, CERTIFICATE_FILES.authorities), authorities);
    symlinkSync(version, join(certificates, '..next'));
    renameSync(join(certificates, '..next'), join(certificates, '..data'));
    if (this.generation > 1) return;
    for (const name of Object.values(CERTIFICATE_FILES)) symlinkSync(`..data/${name}`, join(certificates, name));
  }

  private run({ host, port }: Target): void {
    const certificates = join(this.folder, 'client');
    const config = join(this.folder, 'haproxy.cfg');
    const script = join(this.folder, 'run.sh');
    writeFileSync(
      config,
      haproxyConfig({
        listen: `127.0.0.1:${this.listen}`,
        // The variable that the pod has, expanded by haproxy itself.
        health: `\${POD_IP}:${this.healthPort}`,
        host,
        port,
        certificate: join(certificates, CERTIFICATE_FILES.certificate),
        key: join(certificates, CERTIFICATE_FILES.key),
        authorities: join(certificates, CERTIFICATE_FILES.authorities),
      }),
    );
    writeFileSync(script, haproxyScript(config, certificates));
    this.process = spawn('/bin/sh', [script], {
      env: { ...process.env, RELOAD_SECONDS: '1', POD_IP: '127.0.0.1' },
      stdio: 'ignore',
    });
  }

  get exitCode(): number | null | undefined {
    return this.process?.exitCode;
  }

  /** What the kubelet would get. */
  async health(): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.healthPort}${HAPROXY_HEALTH_PATH}`);
    return response.status;
  }

  /** A call as kagent makes it: HTTP/2 in plain text to loopback. */
  ask(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const session = connect(`http://127.0.0.1:${this.listen}`);
      const fail = (error: Error) => {
        session.destroy();
        reject(error);
      };
      session.once('error', fail);
      session.once('close', () => reject(new Error('closed without an answer')));
      const request = session.request({ ':path': '/' });
      request.setTimeout(5000, () => fail(new Error('no answer')));
      request.once('error', fail);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.once('end', () => {
        session.close();
        if (chunks.length === 0) reject(new Error('closed without an answer'));
        else resolve(JSON.parse(Buffer.concat(chunks).toString()));
      });
      request.end();
    });
  }

  async stop(): Promise<void> {
    const running = this.process;
    if (running !== undefined && running.exitCode === null) {
      const ended = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Gateway {
  readonly port: number;
  stop(): Promise<void>;
}

/** A gateway that demands a client certificate of its authority and tells who called. */
async function startGateway(authority: CertifiedKey, own: CertifiedKey, address = '127.0.0.1'): Promise<Gateway> {
  const port = await freePort();
  const server: Http2SecureServer = createSecureServer({
    cert: own.certificate,
    key: own.key,
    ca: authority.certificate,
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.on('stream', (stream) => {
    const socket = stream.session?.socket as TLSSocket;
    const { alpnProtocol, servername } = socket;
    const { CN } = socket.getPeerCertificate().subject;
    stream.respond({ ':status': 200 });
    stream.end(JSON.stringify({ caller: CN, alpn: alpnProtocol, servername }));
  });
  server.on('sessionError', () => undefined);
  server.on('tlsClientError', () => undefined);
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const DEADLINE_MS = 20_000;
const PAUSE_MS = 100;

/** Repeats until it holds; the last failure is the test's. */
async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

jest.setTimeout(60_000);
