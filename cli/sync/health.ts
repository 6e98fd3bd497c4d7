import { createServer, type Server } from 'node:http';
import type { HostPort } from './options';
import type { ItemResult, ItemState } from './result';
import type { SyncSurroundings } from './session';

/** What a watching process says of itself. */
export interface Health {
  rounds: number;
  /** Rounds that ended before the gateway was compared. */
  failures: number;
  last?: { readonly at: number; readonly exitStatus: number; readonly results: readonly ItemResult[] };
}

const STATES: readonly ItemState[] = ['in-sync', 'changed', 'pending', 'blocked', 'orphaned', 'removed', 'failed'];

/**
 * `/healthz`: the process runs. `/readyz`: the last round that reached the gateway is younger than three rounds. Metrics
 * in Prometheus' text format.
 */
export async function serveHealth(
  { host, port }: HostPort,
  health: Health,
  roundMs: number,
  { now }: Pick<SyncSurroundings, 'now'>,
): Promise<Server> {
  const server = createServer((request, response) => {
    const fresh = health.last !== undefined && now() - health.last.at < 3 * roundMs + 10_000;
    const answer = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' }).end(text);
    if (request.url === '/healthz') answer(200, 'ok\n');
    else if (request.url === '/readyz')
      answer(fresh ? 200 : 503, fresh ? 'ok\n' : 'no round has reached the gateway\n');
    else if (request.url === '/metrics') answer(200, metricsOf(health));
    else answer(404, 'not found\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

export function metricsOf({ rounds, failures, last }: Health): string {
  const lines = [
    '# HELP kagent_fleet_sync_rounds_total Rounds that compared the gateway with the document.',
    '# TYPE kagent_fleet_sync_rounds_total counter',
    `kagent_fleet_sync_rounds_total ${rounds}`,
    '# HELP kagent_fleet_sync_round_failures_total Rounds that ended before the gateway was compared.',
    '# TYPE kagent_fleet_sync_round_failures_total counter',
    `kagent_fleet_sync_round_failures_total ${failures}`,
    '# HELP kagent_fleet_sync_last_round_timestamp_seconds When the last round ended.',
    '# TYPE kagent_fleet_sync_last_round_timestamp_seconds gauge',
    `kagent_fleet_sync_last_round_timestamp_seconds ${last === undefined ? 0 : last.at / 1000}`,
    '# HELP kagent_fleet_sync_rows Rows of the document by the state they are in.',
    '# TYPE kagent_fleet_sync_rows gauge',
    ...STATES.map((state) => {
      const count = last?.results.filter((result) => result.state === state).length ?? 0;
      return `kagent_fleet_sync_rows{state="${state}"} ${count}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}
