import type { SecretKeyRef } from '../../plan/secret-ref';
import type { GatewayTransport } from '../../platform/gateway-ref';
import { STATE_FILE, STATUS_PORT } from './names';
import { credentialsOf, DEFAULT_DEADLINE, type SyncSettings } from './settings';

/** Where the program finds its files. */
const FOLDER = {
  state: '/etc/kagent-fleet/state',
  certificates: '/etc/kagent-fleet/gateway',
  credentials: '/etc/kagent-fleet/credentials',
  token: '/etc/kagent-fleet/token',
} as const;

const TOKEN_FILE = 'token';

/** Read by the pod's group, as which the program runs. */
const MODE = 0o440;

/** Files for the pod: a volume, and where it is mounted. */
interface Files {
  readonly volume: object;
  readonly mount: object;
}

/** The command line; `watch` repeats what `apply` does once. */
export function argumentsOf(settings: SyncSettings): string[] {
  const { mode, program, gateway, items } = settings;
  const watches = mode === 'watch';
  return [
    'sync',
    watches ? 'watch' : 'apply',
    `--state=${FOLDER.state}/${STATE_FILE}`,
    ...(gateway.transport.mode === 'plaintext' ? [] : [`--tls=${FOLDER.certificates}`]),
    ...(credentialsOf(items).length === 0 ? [] : [`--secrets=${FOLDER.credentials}`]),
    ...(program.token === undefined ? [] : [`--token-file=${FOLDER.token}/${TOKEN_FILE}`]),
    ...(watches ? [`--listen=0.0.0.0:${STATUS_PORT}`] : [`--wait=${waitOf(settings)}`]),
    ...(items.some(({ kind }) => kind === 'Check') ? ['--verify'] : []),
    '--json',
  ];
}

/** Shorter than the Job's own deadline, so that the program says what it waited for before it is killed. */
function waitOf({ program }: SyncSettings): number {
  return (program.deadlineSeconds ?? DEFAULT_DEADLINE) - 30;
}

/** The document, the client certificate, and the keys of Secrets that rows name. */
export function filesOf(settings: SyncSettings, stateName: string): readonly Files[] {
  const { gateway, items, program } = settings;
  return [
    files('state', FOLDER.state, { configMap: { name: stateName, defaultMode: MODE } }),
    ...certificateFiles(gateway.transport),
    ...credentialFiles(credentialsOf(items)),
    ...(program.token === undefined ? [] : [tokenFile(program.token)]),
  ];
}

function certificateFiles(transport: GatewayTransport): Files[] {
  if (transport.mode === 'plaintext') return [];
  const mutual = transport.mode === 'mutual';
  const keys = mutual ? ['tls.crt', 'tls.key', 'ca.crt'] : ['ca.crt'];
  return [
    files('gateway-certificates', FOLDER.certificates, {
      secret: {
        secretName: mutual ? transport.clientSecret : transport.caSecret,
        defaultMode: MODE,
        items: keys.map((key) => ({ key, path: key })),
      },
    }),
  ];
}

/** `<Secret>/<key>` below one folder; of each Secret only the keys that are named. */
function credentialFiles(references: readonly SecretKeyRef[]): Files[] {
  if (references.length === 0) return [];
  const sources = [...new Set(references.map(({ name }) => name))].map((secret) => ({
    secret: {
      name: secret,
      items: references.filter(({ name }) => name === secret).map(({ name, key }) => ({ key, path: `${name}/${key}` })),
    },
  }));
  return [files('credentials', FOLDER.credentials, { projected: { defaultMode: MODE, sources } })];
}

function tokenFile({ name, key }: SecretKeyRef): Files {
  return files('token', FOLDER.token, {
    secret: { secretName: name, defaultMode: MODE, items: [{ key, path: TOKEN_FILE }] },
  });
}

function files(name: string, mountPath: string, source: object): Files {
  return { volume: { name, ...source }, mount: { name, mountPath, readOnly: true } };
}
