import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range the kernel takes for outgoing connections (32768 and up): a port found free here is not
// lost to some client's connection before the server that gets it has started.
const FIRST = 20_000;
const LAST = 32_000;
const ATTEMPTS = 200;

const handedOut = new Set<number>();

/** A loopback port nobody listens on; the same port is never given twice in one process. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Random, so that two test runs side by side look in different places.
    const port = randomInt(FIRST, LAST);
    if (!handedOut.has(port) && (await isFree(port))) {
      handedOut.add(port);
      return port;
    }
  }
  throw new Error(`no free loopback port between ${FIRST} and ${LAST} after ${ATTEMPTS} attempts`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
