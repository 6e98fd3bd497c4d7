import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';

export interface HttpRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[]>;
  body?: string;
}

export interface HttpResponse {
  status: number;
  text: string;
  /** The texts of the `Warning` headers. */
  warnings: string[];
}

const TIMEOUT_MS = 60_000;

/** Kept-alive HTTPS connections to one server, whose certificate must come from the given authority. */
export class HttpConnection {
  private readonly agent: Agent;

  constructor(
    readonly url: string,
    readonly certificateAuthority: string,
  ) {
    this.agent = new Agent({ ca: certificateAuthority, keepAlive: true, maxSockets: 16 });
  }

  send({ method, path, headers, body }: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(path, this.url),
        { method, headers: { ...headers, ...framing(body) }, agent: this.agent, timeout: TIMEOUT_MS },
        (incoming) => read(incoming).then(resolve, reject),
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer in ${TIMEOUT_MS / 1000} s`)));
      outgoing.on('error', (error) => reject(new Error(`${method} ${path}: ${error.message}`, { cause: error })));
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

// Node frames no body of a DELETE by itself; the server would read it as the start of the next request.
function framing(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
}

async function read(incoming: IncomingMessage): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    status: incoming.statusCode ?? 0,
    text: Buffer.concat(chunks).toString('utf8'),
    warnings: parseWarnings(String(incoming.headers.warning ?? '')),
  };
}

/** `299 - "text"`, comma-joined when there are several; quotes inside a text are escaped. */
function parseWarnings(header: string): string[] {
  return [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text!.replace(/\\(.)/g, '$1'));
}
