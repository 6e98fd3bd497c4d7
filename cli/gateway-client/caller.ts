import type { CallOptions, Client, Metadata } from '@grpc/grpc-js';
import { gatewayError, isTransient } from './errors';
import type { Codec, Wire, WireMessage } from './wire';

/** How calls are made: how many at once, how long one may take, how often it is tried. */
export interface CallLimits {
  readonly parallel: number;
  readonly timeoutMs: number;
  /** Tries of one call before its failure counts. */
  readonly tries: number;
  /** Until when, in `now`'s milliseconds, a call is tried again however often it was: a gateway may be starting. */
  readonly patientUntil: number;
  /** Longest wait between two tries; the first is 1/32 of it. */
  readonly longestBackoffMs: number;
}

/** Failures of one call that a log need not hold. */
const QUIET_TRIES = 3;

/** What a caller takes from its surroundings. */
export interface CallSurroundings {
  readonly client: Client;
  readonly wire: Wire;
  readonly metadata: () => Metadata;
  readonly limits: CallLimits;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Told once of a failure that did not pass by itself at once. */
  readonly onTrouble?: (error: unknown) => void;
  /** Aborted: no call is begun any more. */
  readonly signal?: AbortSignal;
}

/** Makes calls to one gateway, never more at once than its limit, each tried again while its failure may pass. */
export class Caller {
  private running = 0;
  private told = false;
  private readonly queue: (() => void)[] = [];
  /** Calls made, by method, tries included. */
  readonly made = new Map<string, number>();

  constructor(private readonly around: CallSurroundings) {}

  async unary(path: string, request: WireMessage, types: readonly [request: string, response: string]) {
    return this.tried(path, (options) => this.once(path, request, types, options));
  }

  /** All messages that the gateway streams back. */
  async stream(path: string, request: WireMessage, types: readonly [request: string, response: string]) {
    return this.tried(path, (options) => this.all(path, request, types, options));
  }

  private async tried<T>(path: string, call: (options: CallOptions) => Promise<T>): Promise<T> {
    const { limits, now, sleep, signal } = this.around;
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      const release = await this.slot();
      try {
        this.made.set(path, (this.made.get(path) ?? 0) + 1);
        return await call({ deadline: now() + limits.timeoutMs });
      } catch (error) {
        const failure = gatewayError(path.slice(path.lastIndexOf('/') + 1), error);
        const isOver = attempt >= limits.tries && now() >= limits.patientUntil;
        if (isOver || !isTransient(failure)) throw failure;
        if (attempt === QUIET_TRIES) this.tell(failure);
      } finally {
        release();
      }
      await sleep(Math.min(limits.longestBackoffMs, (limits.longestBackoffMs / 32) * 2 ** (attempt - 1)));
    }
  }

  private tell(failure: unknown): void {
    if (!this.told) this.around.onTrouble?.(failure);
    this.told = true;
  }

  private async slot(): Promise<() => void> {
    if (this.running >= this.around.limits.parallel) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.running += 1;
    return () => {
      const next = this.queue.shift();
      if (next) next();
      else this.running -= 1;
    };
  }

  private once(path: string, request: WireMessage, types: readonly [string, string], options: CallOptions) {
    const { client, metadata } = this.around;
    const [encode, decode] = this.codecs(types);
    return new Promise<WireMessage>((resolve, reject) => {
      client.makeUnaryRequest(path, encode, decode, request, metadata(), options, (error, response) =>
        error ? reject(error) : resolve(response ?? {}),
      );
    });
  }

  private all(path: string, request: WireMessage, types: readonly [string, string], options: CallOptions) {
    const { client, metadata } = this.around;
    const [encode, decode] = this.codecs(types);
    return new Promise<readonly WireMessage[]>((resolve, reject) => {
      const messages: WireMessage[] = [];
      const stream = client.makeServerStreamRequest(path, encode, decode, request, metadata(), options);
      stream.on('data', (message: WireMessage) => messages.push(message));
      stream.on('error', reject);
      stream.on('end', () => resolve(messages));
    });
  }

  private codecs([request, response]: readonly [string, string]) {
    const { wire } = this.around;
    const [of, from]: readonly [Codec, Codec] = [wire.codec(request), wire.codec(response)];
    return [(message: WireMessage) => of.encode(message), (bytes: Buffer) => from.decode(bytes)] as const;
  }
}
