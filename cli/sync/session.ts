import { readFileSync } from 'node:fs';
import { type GatewayDocument, parseGatewayState } from '../../lib/gateway-state/document';
import type { ConnectionOptions } from '../gateway-client/connection';
import type { GatewayClient } from '../gateway-client/gateway-client';
import type { SyncContext } from './context';
import type { SyncOptions } from './options';
import { asLine, Progress, type RunReport } from './output';
import type { SyncRecord } from './record';
import { runOnce } from './run';
import { secretReader } from './secret-files';

/** What stops a run before the gateway is asked anything. */
export class InputError extends Error {}

/** What the command takes from its surroundings; a test gives others. */
export interface SyncSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Where progress is drawn; absent when nobody looks. */
  readonly terminal?: NodeJS.WriteStream;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly signal?: AbortSignal;
  /** First pause between two looks at a sandbox. @default 500 */
  readonly pollMs?: number;
  /** @default 35 seconds: three polls of a 0.0.46 supervisor. source: facts/openshell-0.0.46.md §1.7 */
  readonly acknowledgeMs?: number;
}

export function readDocument(file: string): GatewayDocument {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? 'error'}`);
  }
  const parsed = parseGatewayState(text);
  if (parsed.ok) return parsed.value;
  throw new InputError(`${file} ${parsed.reason}${parsed.allowed === undefined ? '' : `; expected ${parsed.allowed}`}`);
}

/** A client of the document's gateway. grpc is loaded here and nowhere else. */
export function clientOf(document: GatewayDocument, options: SyncOptions, around: SyncSurroundings): GatewayClient {
  const { callMetadata, connect } =
    require('../gateway-client/connection') as typeof import('../gateway-client/connection');
  const { GrpcGatewayClient } =
    require('../gateway-client/grpc-gateway-client') as typeof import('../gateway-client/grpc-gateway-client');
  const { endpoint, transport } = document.gateway;
  const address = options.gateway ?? endpoint;
  const connection: ConnectionOptions = {
    ...address,
    transport: options.plaintext ? 'plaintext' : transport,
    tlsFolder: options.tls,
    // A forwarded port has another host name than the certificate.
    serverName: options.serverName ?? (options.gateway === undefined ? undefined : endpoint.host),
    tokenFile: options.tokenFile,
    token: around.environment.KAGENT_FLEET_GATEWAY_TOKEN,
  };
  return new GrpcGatewayClient(document.release, {
    client: connect(connection, new Date(around.now())),
    metadata: () => callMetadata(connection),
    limits: {
      parallel: options.parallel,
      timeoutMs: options.callTimeoutMs,
      tries: options.tries ?? 6,
      patientUntil: writesIn(options) && options.tries === undefined ? around.now() + options.waitMs : 0,
      longestBackoffMs: 8_000,
    },
    now: around.now,
    sleep: around.sleep,
    onTrouble: (error) => around.complain(`trying again: ${error instanceof Error ? error.message : String(error)}`),
    signal: around.signal,
  });
}

export function writesIn({ command }: SyncOptions): boolean {
  return command === 'apply' || command === 'watch';
}

export interface Pass {
  readonly document: GatewayDocument;
  readonly client: GatewayClient;
  readonly record: SyncRecord;
  readonly options: SyncOptions;
}

/** One pass, with what it cost. */
export async function pass({ document, client, record, options }: Pass, around: SyncSurroundings): Promise<RunReport> {
  const before = count(client);
  const progress = new Progress(document.items.length, options.json ? undefined : around.terminal);
  const context: SyncContext = {
    document,
    client,
    record,
    readSecret: secretReader({ folder: options.secrets, environment: around.environment }),
    writes: writesIn(options),
    until: around.now() + options.waitMs,
    pollMs: around.pollMs ?? 500,
    acknowledgeMs: around.acknowledgeMs ?? 35_000,
    verify: options.verify,
    prune: options.prune,
    now: around.now,
    sleep: around.sleep,
    onResult: () => progress.add(),
    signal: around.signal,
  };
  await checkRelease(document, client);
  const results = await runOnce(context);
  progress.end();
  const after = count(client);
  const calls = { reads: after.reads - before.reads, writes: after.writes - before.writes };
  return { command: options.command, document, results, calls };
}

/**
 * A gateway of another release would drop fields that it does not know, or not know the calls. A gateway that was built
 * from source without a version calls itself 0.0.0.
 */
async function checkRelease({ release }: GatewayDocument, client: GatewayClient): Promise<void> {
  const version = await client.version();
  if (version === release || version === '' || version.startsWith('0.0.0')) return;
  throw new InputError(
    `the gateway is OpenShell ${version}, the document is for ${release}: define the platform with the release that runs`,
  );
}

function count({ callsMade }: GatewayClient): RunReport['calls'] {
  let writes = 0;
  let all = 0;
  for (const [method, calls] of callsMade) {
    all += calls;
    if (/\/(UpdateConfig|CreateProvider|UpdateProvider|DeleteProvider|(Set|Delete)\w*Inference\w*)$/.test(method))
      writes += calls;
  }
  return { reads: all - writes, writes };
}

/** Rows that are not as they should be, once each until they change. */
export function news(report: RunReport, told: Map<string, string>): readonly string[] {
  return report.results.flatMap((result) => {
    const line = asLine(result);
    if (told.get(result.key) === line) return [];
    told.set(result.key, line);
    return result.state === 'in-sync' || result.state === 'unchecked' ? [] : [line];
  });
}
