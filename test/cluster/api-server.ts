import { randomBytes, randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from './api-client';
import type { Tools } from './build-tools';
import { type CertifiedKey, createAuthority, createSigningKey, issueServerCertificate } from './certificates';
import { startEtcd } from './etcd';
import { freePort } from './free-port';
import { type Access, writeKubeconfig } from './kubeconfig';
import { type RunningProcess, startProcess, stopInReverse } from './process';

export interface ApiServerOptions {
  tools: Tools;
  dir: string;
  /** Added to the arguments, such as `--feature-gates=MutatingAdmissionPolicy=true`; the last one given wins. */
  extraArgs?: readonly string[];
}

/** Etcd and kube-apiserver: enough for CRDs, validation, admission and RBAC. */
export interface ApiServer {
  url: string;
  /** Signs the certificates of everything that belongs to this server. */
  authority: CertifiedKey;
  /** Of the administrator, member of system:masters. */
  token: string;
  kubeconfigPath: string;
  client: ApiClient;
  files: ApiServerFiles;
  /** A kubeconfig for a built-in component, with the rights Kubernetes gives it and no more. */
  componentKubeconfig(component: Component): string;
  process: RunningProcess;
  stop(): Promise<void>;
}

/** Paths that kube-controller-manager needs too. */
export interface ApiServerFiles {
  authorityCertificate: string;
  authorityKey: string;
  serverCertificate: string;
  serverKey: string;
  serviceAccountPrivateKey: string;
  serviceAccountPublicKey: string;
  tokens: string;
}

export type Component = 'kube-controller-manager' | 'kube-scheduler';
const COMPONENTS: readonly Component[] = ['kube-controller-manager', 'kube-scheduler'];
const ADMIN = 'kagent-fleet-admin';

export async function startApiServer({ tools, dir, extraArgs = [] }: ApiServerOptions): Promise<ApiServer> {
  const etcd = await startEtcd(tools, join(dir, 'etcd'));
  try {
    return await startServing(tools, dir, extraArgs, etcd);
  } catch (error) {
    await etcd.stop();
    throw error;
  }
}

async function startServing(
  tools: Tools,
  dir: string,
  extraArgs: readonly string[],
  etcd: RunningProcess & { url: string },
): Promise<ApiServer> {
  const home = join(dir, 'kube-apiserver');
  mkdirSync(home, { recursive: true });
  const authority = await createAuthority('kagent-fleet-test-ca');
  const tokens = new Map([ADMIN, ...COMPONENTS].map((user) => [user, randomBytes(24).toString('hex')]));
  const files = await writeFiles(home, authority, tokens);
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const accessOf = (user: string): Access => ({
    url,
    certificateAuthority: authority.certificate,
    token: tokens.get(user)!,
  });
  const client = ApiClient.connect(accessOf(ADMIN));
  const process = await startProcess({
    name: 'kube-apiserver',
    command: tools['kube-apiserver'],
    dir: home,
    args: [...serverArguments(files, etcd.url, port), ...extraArgs],
    ready: async () => (await client.call<string>('GET', '/readyz')) === 'ok',
  });
  return {
    url,
    authority,
    token: tokens.get(ADMIN)!,
    kubeconfigPath: writeKubeconfig(join(dir, 'kubeconfig.yaml'), accessOf(ADMIN)),
    client,
    files,
    componentKubeconfig: (component) => writeKubeconfig(join(dir, `${component}.kubeconfig`), accessOf(component)),
    process,
    stop: async () => {
      client.close();
      await stopInReverse([etcd, process]);
    },
  };
}

function serverArguments(files: ApiServerFiles, etcdUrl: string, port: number): string[] {
  return [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--tls-cert-file=${files.serverCertificate}`,
    `--tls-private-key-file=${files.serverKey}`,
    `--client-ca-file=${files.authorityCertificate}`,
    `--token-auth-file=${files.tokens}`,
    '--authorization-mode=Node,RBAC',
    '--anonymous-auth=false',
    // Sandboxes of OpenShell are privileged; which namespace admits them is Pod Security's business, as in a real one.
    '--allow-privileged=true',
    // Loopback, so that a Service can be answered by whoever listens on its address (service-forwarder.ts); random, so
    // that control planes side by side do not meet there.
    `--service-cluster-ip-range=127.${randomInt(64, 240)}.0.0/16`,
    // Endpoints of the `kubernetes` Service may not be loopback addresses; leave them out.
    '--endpoint-reconciler-type=none',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${files.serviceAccountPublicKey}`,
    `--service-account-signing-key-file=${files.serviceAccountPrivateKey}`,
    '--profiling=false',
  ];
}

async function writeFiles(
  home: string,
  authority: CertifiedKey,
  tokens: ReadonlyMap<string, string>,
): Promise<ApiServerFiles> {
  const server = await issueServerCertificate(authority, 'kube-apiserver', ['kubernetes.default.svc']);
  const signing = createSigningKey();
  const write = (name: string, text: string): string => {
    const path = join(home, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  return {
    authorityCertificate: write('ca.crt', authority.certificate),
    authorityKey: write('ca.key', authority.key),
    serverCertificate: write('server.crt', server.certificate),
    serverKey: write('server.key', server.key),
    serviceAccountPrivateKey: write('service-account.key', signing.privateKey),
    serviceAccountPublicKey: write('service-account.pub', signing.publicKey),
    tokens: write('tokens.csv', tokensCsv(tokens)),
  };
}

/** token,user,uid,groups: components come in under the very names that Kubernetes' own RBAC rules bind. */
function tokensCsv(tokens: ReadonlyMap<string, string>): string {
  const lines = [...tokens].map(([user, token]) =>
    user === ADMIN ? `${token},${user},${user},"system:masters"` : `${token},system:${user},system:${user}`,
  );
  return `${lines.join('\n')}\n`;
}
