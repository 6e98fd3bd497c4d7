import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChannelCredentials, type ChannelOptions, Client, credentials, Metadata } from '@grpc/grpc-js';

/** Where a gateway is and what proves who calls; key material only as files, so that none stands on a command line. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly transport: 'mutual' | 'server' | 'plaintext';
  /** A folder with `ca.crt`, and `tls.crt` and `tls.key` for mutual TLS: a mounted `kubernetes.io/tls` Secret. */
  readonly tlsFolder?: string;
  /** The name that the gateway's certificate is checked against. @default the host */
  readonly serverName?: string;
  /** A file with the bearer token; read for every call, since mounted tokens are renewed. */
  readonly tokenFile?: string;
  /** The token itself, from the environment. */
  readonly token?: string;
}

/** What stops a connection before it is tried; says files and dates, never their content. */
export class ConnectionError extends Error {}

/** Upstream's gateway takes messages of up to 1 MiB; its answers hold a policy of 256 KiB at most. facts/openshell-0.0.46.md §2.1 */
const LARGEST_MESSAGE = 1_048_576;

/** A channel to the gateway; nothing is dialled before the first call. */
export function connect(options: ConnectionOptions, now: Date): Client {
  const { host, port, serverName } = options;
  const channel: ChannelOptions = {
    'grpc.max_receive_message_length': 4 * LARGEST_MESSAGE,
    'grpc.max_send_message_length': LARGEST_MESSAGE,
    // A gateway that is restarted is dialled again in seconds, not in grpc's two minutes.
    'grpc.initial_reconnect_backoff_ms': 250,
    'grpc.max_reconnect_backoff_ms': 2_000,
    'grpc.keepalive_time_ms': 60_000,
    'grpc.keepalive_timeout_ms': 10_000,
    ...(serverName !== undefined && {
      'grpc.ssl_target_name_override': serverName,
      'grpc.default_authority': serverName,
    }),
  };
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Client(address, channelCredentials(options, now), channel);
}

function channelCredentials(options: ConnectionOptions, now: Date): ChannelCredentials {
  const { transport, tlsFolder } = options;
  if (transport === 'plaintext') return credentials.createInsecure();
  if (tlsFolder === undefined) {
    throw new ConnectionError(`the gateway speaks TLS (${transport}): give the folder of its certificates by --tls`);
  }
  const ca = readKeyFile(tlsFolder, 'ca.crt');
  if (transport === 'server') return credentials.createSsl(ca);
  const certificate = readKeyFile(tlsFolder, 'tls.crt');
  checkValidity(certificate, join(tlsFolder, 'tls.crt'), now);
  return credentials.createSsl(ca, readKeyFile(tlsFolder, 'tls.key'), certificate);
}

function readKeyFile(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (error) {
    throw new ConnectionError(`cannot read ${join(folder, name)}: ${(error as NodeJS.ErrnoException).code ?? 'error'}`);
  }
}

/** The gateway would only break off the handshake and say nothing. */
function checkValidity(pem: Buffer, file: string, now: Date): void {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    throw new ConnectionError(`${file} holds no certificate in PEM form`);
  }
  const { validFrom, validTo } = certificate;
  if (now > new Date(validTo)) throw new ConnectionError(`the client certificate ${file} expired on ${validTo}`);
  if (now < new Date(validFrom)) throw new ConnectionError(`the client certificate ${file} is valid from ${validFrom}`);
}

/** The caller's proof for one call. */
export function callMetadata({ tokenFile, token }: ConnectionOptions): Metadata {
  const metadata = new Metadata();
  const bearer = tokenFile === undefined ? token : readToken(tokenFile);
  if (bearer !== undefined) metadata.set('authorization', `Bearer ${bearer}`);
  return metadata;
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConnectionError(
      `cannot read the token file ${file}: ${(error as NodeJS.ErrnoException).code ?? 'error'}`,
    );
  }
}
