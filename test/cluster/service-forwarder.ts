import { connect, createServer, type Server, type Socket } from 'node:net';
import type { ApiClient } from './api-client';
import type { LiveObject } from './kubernetes-object';

export interface ServiceForwarder {
  stop(): Promise<void>;
}

type Service = LiveObject & { spec: { clusterIP: string; ports: { port: number }[] } };

/**
 * Stands in for kube-proxy: Services of this control plane have loopback addresses, so whoever listens on one is the
 * Service. The API server reaches a webhook by its Service this way, with nothing in the manifests changed.
 * Ports below 1024 need the right to listen on them; see `canListenOnServicePorts`.
 */
export async function forwardService(
  client: ApiClient,
  { namespace, name }: { namespace: string; name: string },
  localPort: number,
): Promise<ServiceForwarder> {
  const service = await client.get<Service>({ apiVersion: 'v1', kind: 'Service', namespace, name });
  const [port] = service.spec.ports;
  return listen(service.spec.clusterIP, port!.port, localPort);
}

/** Whether this process may listen on port 443 of any loopback address: root, most containers, not a plain user. */
export async function canListenOnServicePorts(): Promise<boolean> {
  try {
    // An address of its own, outside every range given to Services.
    await (await listen('127.255.44.3', 443, 0)).stop();
    return true;
  } catch (error) {
    // In use: somebody else asks the same question at this moment, so the right is there.
    return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  }
}

async function listen(host: string, port: number, localPort: number): Promise<ServiceForwarder> {
  const sockets = new Set<Socket>();
  const server = createServer((incoming) => {
    const outgoing = connect(localPort, '127.0.0.1');
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  return { stop: () => close(server, sockets) };
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Connections are kept alive by the API server and would never end by themselves.
    for (const socket of sockets) socket.destroy();
  });
}
