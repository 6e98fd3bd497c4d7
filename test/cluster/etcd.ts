import { join } from 'node:path';
import type { Tools } from './build-tools';
import { freePort } from './free-port';
import { isHealthy } from './health-check';
import { type RunningProcess, startProcess } from './process';

export interface Etcd extends RunningProcess {
  url: string;
}

/** One etcd without TLS on loopback. It never syncs to disk: its data lives no longer than the test. */
export async function startEtcd(tools: Tools, dir: string): Promise<Etcd> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const peerUrl = `http://127.0.0.1:${await freePort()}`;
  const running = await startProcess({
    name: 'etcd',
    command: tools.etcd,
    dir,
    args: [
      '--name=default',
      `--data-dir=${join(dir, 'data')}`,
      `--listen-client-urls=${url}`,
      `--advertise-client-urls=${url}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
    ready: () => isHealthy(`${url}/health`),
  });
  return Object.assign(running, { url });
}
