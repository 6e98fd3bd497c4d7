import { parseArgs } from 'node:util';

/** What is wrong with a command line. */
export class UsageError extends Error {}

export const SYNC_COMMANDS = ['plan', 'apply', 'drift', 'watch'] as const;
export type SyncCommand = (typeof SYNC_COMMANDS)[number];

export const SYNC_USAGE = `usage: kagent-fleet sync plan|apply|drift|watch --state FILE [options]

  plan    what apply would write; writes nothing
  apply   writes what differs, in order, and waits until supervisors say that they loaded it
  drift   what differs from the document, and what sandboxes run instead; writes nothing
  watch   apply, again and again, until it is told to stop by SIGTERM

  --state FILE           the gateway-state document that the program wrote
  --record FILE          what earlier runs wrote; kept by sync. Without it credentials are written at every apply
  --gateway HOST:PORT    another address than the document's, such as a forwarded port
  --tls FOLDER           ca.crt, and tls.crt and tls.key for mutual TLS: a mounted kubernetes.io/tls Secret
  --server-name NAME     the name in the gateway's certificate, where --gateway has another
  --plaintext            no TLS, where the document says TLS and something else originates it (a sidecar, a mesh)
  --token-file FILE      bearer token of an OIDC gateway; else KAGENT_FLEET_GATEWAY_TOKEN
  --secrets FOLDER       credentials as FOLDER/<Secret>/<key>; else KAGENT_FLEET_SECRET_<NAME>__<KEY>
  --wait SECONDS         how long apply waits in all for the gateway, sandboxes and supervisors
                         (default 120; watch: 30 a round)
  --verify               also runs the document's checks inside the sandboxes
  --prune                takes back what an earlier run wrote and the document no longer has
  --parallel N           calls at once (default 8)
  --call-timeout SECONDS how long one call may take (default 15)
  --tries N              gives up on a gateway that cannot be reached after N tries of a call
                         (default: when --wait is over; plan and drift: 6)
  --interval SECONDS     watch: pause between two rounds (default 30)
  --listen HOST:PORT     watch: serves /healthz, /readyz and /metrics
  --json                 one JSON object on standard output instead of lines

  exit status: 0 everything is as the document has it
               1 something failed, or the command line, the document or a file is wrong
               2 something differs, is pending, or needs a new sandbox`;

export interface SyncOptions {
  readonly command: SyncCommand;
  readonly state: string;
  readonly record?: string;
  readonly gateway?: HostPort;
  readonly tls?: string;
  readonly serverName?: string;
  readonly plaintext: boolean;
  readonly tokenFile?: string;
  readonly secrets?: string;
  readonly waitMs: number;
  readonly verify: boolean;
  readonly prune: boolean;
  readonly parallel: number;
  readonly callTimeoutMs: number;
  readonly tries?: number;
  readonly intervalMs: number;
  readonly listen?: HostPort;
  readonly json: boolean;
}

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

const WORD = { type: 'string' } as const;
const SWITCH = { type: 'boolean', default: false } as const;

/** The options of a command line. Throws a `UsageError`. */
export function readSyncOptions(argv: readonly string[]): SyncOptions {
  const { values, positionals } = parsed(argv);
  const [word = '', ...more] = positionals;
  const command = SYNC_COMMANDS.find((known) => known === word);
  if (command === undefined || more.length > 0) {
    throw new UsageError(`expected one of ${SYNC_COMMANDS.join(', ')}, got ${JSON.stringify(positionals.join(' '))}`);
  }
  if (values.state === undefined) throw new UsageError('expected --state FILE');
  return {
    command,
    state: values.state,
    record: values.record,
    gateway: values.gateway === undefined ? undefined : hostPort('--gateway', values.gateway),
    tls: values.tls,
    serverName: values['server-name'],
    plaintext: values.plaintext,
    tokenFile: values['token-file'],
    secrets: values.secrets,
    waitMs: 1000 * numberIn('--wait', values.wait ?? (command === 'watch' ? '30' : '120'), 0, 86_400),
    verify: values.verify,
    prune: values.prune,
    parallel: numberIn('--parallel', values.parallel, 1, 256),
    callTimeoutMs: 1000 * numberIn('--call-timeout', values['call-timeout'], 0.1, 3600),
    tries: values.tries === undefined ? undefined : numberIn('--tries', values.tries, 1, 100),
    intervalMs: 1000 * numberIn('--interval', values.interval, 0.1, 86_400),
    listen: values.listen === undefined ? undefined : hostPort('--listen', values.listen),
    json: values.json,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        state: WORD,
        record: WORD,
        gateway: WORD,
        tls: WORD,
        'server-name': WORD,
        plaintext: SWITCH,
        'token-file': WORD,
        secrets: WORD,
        wait: WORD,
        verify: SWITCH,
        prune: SWITCH,
        parallel: { type: 'string', default: '8' },
        'call-timeout': { type: 'string', default: '15' },
        tries: WORD,
        interval: { type: 'string', default: '30' },
        listen: WORD,
        json: SWITCH,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function numberIn(option: string, text: string, least: number, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`${option} is ${JSON.stringify(text)}, expected a number from ${least} to ${most}`);
}

function hostPort(option: string, text: string): HostPort {
  const match = /^(?:\[(?<v6>[^\]]+)\]|(?<name>[^:]+)):(?<port>\d{1,5})$/.exec(text)?.groups;
  const { v6, name, port } = match ?? {};
  const host = v6 ?? name;
  if (host === undefined || Number(port) > 65_535) {
    throw new UsageError(`${option} is ${JSON.stringify(text)}, expected HOST:PORT`);
  }
  return { host, port: Number(port) };
}
