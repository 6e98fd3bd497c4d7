import { Server, ServerCredentials, type ServiceDefinition, status } from '@grpc/grpc-js';
import { Wire, type WireMessage } from '../../cli/gateway-client/wire';
import { type GatewayDatabase, Refusal } from './gateway-database';
import { handlersOf } from './gateway-handlers';

export interface ServerTls {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

export interface ServeOptions {
  readonly port?: number;
  readonly tls?: ServerTls;
  /** What it calls itself. @default its release */
  readonly version?: string;
  /** A bearer token that every call must carry. */
  readonly token?: string;
  /** Called before a call is handled; may wait, or throw a `Refusal`. */
  readonly before?: (method: string, count: number) => void | Promise<void>;
  /** Called when a call was handled, refused or not, and before it is answered. */
  readonly after?: (method: string, count: number) => void | Promise<void>;
}

export interface RunningGateway {
  readonly port: number;
  /** Names of the calls in the order they came. */
  readonly calls: readonly string[];
  stop(): void;
}

/** A gateway on loopback that speaks the release of its database, with the real one's codes and limits. */
export async function serveGateway(database: GatewayDatabase, options: ServeOptions = {}): Promise<RunningGateway> {
  const server = new Server({ 'grpc.max_receive_message_length': 1_048_576 });
  const wire = new Wire(database.release);
  const calls: string[] = [];
  const services = new Map<
    string,
    [Record<string, ServiceDefinition[string]>, Record<string, (call: never, done: never) => void>]
  >();
  for (const [path, handler] of handlersOf(database, options.version)) {
    const [, service = '', method = ''] = path.split('/');
    const [definition, implementation] = services.get(service) ?? [{}, {}];
    services.set(service, [definition, implementation]);
    const [request, response] = messagesOf(service, method);
    definition[method] = {
      path,
      requestStream: false,
      responseStream: method === 'ExecSandbox',
      requestSerialize: (message: WireMessage) => wire.codec(request).encode(message),
      requestDeserialize: (bytes: Buffer) => wire.codec(request).decode(bytes),
      responseSerialize: (message: WireMessage) => wire.codec(response).encode(message),
      responseDeserialize: (bytes: Buffer) => wire.codec(response).decode(bytes),
    };
    const answer = async (call: Call) => {
      const count = calls.push(method);
      await options.before?.(method, count);
      if (options.token !== undefined && call.metadata.get('authorization')[0] !== `Bearer ${options.token}`) {
        throw new Refusal(status.UNAUTHENTICATED, 'missing or wrong token');
      }
      try {
        return handler(call.request as Record<string, unknown>);
      } finally {
        await options.after?.(method, count);
      }
    };
    implementation[method] = ((call: Call, done: (error: object | null, message?: WireMessage) => void) => {
      const refuse = (error: unknown) => {
        const { message, code = status.INTERNAL } = error as { message: string; code?: number };
        return Object.assign(new Error(message), { code, details: message });
      };
      if (method === 'ExecSandbox') {
        answer(call).then(
          (messages) => {
            for (const message of messages as readonly WireMessage[]) call.write(message);
            call.end();
          },
          (error) => call.emit('error', refuse(error)),
        );
      } else
        answer(call).then(
          (message) => done(null, message as WireMessage),
          (error) => done(refuse(error)),
        );
    }) as never;
  }
  for (const [definition, implementation] of services.values()) server.addService(definition, implementation as never);
  const { port: wanted = 0, tls } = options;
  const credentials = tls
    ? ServerCredentials.createSsl(
        Buffer.from(tls.ca),
        [{ private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) }],
        true,
      )
    : ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${wanted}`, credentials, (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  return { port, calls, stop: () => server.forceShutdown() };
}

interface Call {
  readonly request: WireMessage;
  readonly metadata: { get(name: string): unknown[] };
  write(message: WireMessage): void;
  end(): void;
  emit(event: 'error', error: Error): void;
}

function messagesOf(service: string, method: string): readonly [string, string] {
  const at = service.slice(0, service.lastIndexOf('.'));
  const from = method === 'GetGatewayConfig' ? 'openshell.sandbox.v1' : at;
  const response =
    method === 'GetSandbox'
      ? 'SandboxResponse'
      : /^(Get|Create|Update)Provider$/.test(method)
        ? 'ProviderResponse'
        : method === 'ExecSandbox'
          ? 'ExecSandboxEvent'
          : `${method}Response`;
  return [`${from}.${method}Request`, `${from}.${response}`];
}
