import { checksumOf } from '../../lib/gateway-state/document';
import type { GatewayClient } from '../gateway-client/gateway-client';
import { type Health, serveHealth } from './health';
import type { SyncOptions } from './options';
import { SyncRecord } from './record';
import { exitStatusOf } from './result';
import { clientOf, news, pass, readDocument, type SyncSurroundings } from './session';

/**
 * Applies the document again and again until it is told to stop; reads it, the credentials and the certificates anew in
 * every round, as mounted volumes change. A round that fails is told and followed by the next one.
 */
export async function watch(options: SyncOptions, around: SyncSurroundings): Promise<number> {
  const health: Health = { rounds: 0, failures: 0 };
  const server =
    options.listen && (await serveHealth(options.listen, health, options.intervalMs + options.waitMs, around));
  const told = new Map<string, string>();
  let record: SyncRecord | undefined;
  try {
    while (!around.signal?.aborted) {
      try {
        record = await round(options, around, health, told, record);
      } catch (error) {
        if (around.signal?.aborted) break;
        health.failures += 1;
        around.complain(error instanceof Error ? error.message : String(error));
      }
      if (!around.signal?.aborted) await around.sleep(options.intervalMs);
    }
  } finally {
    server?.close();
  }
  return 0;
}

async function round(
  options: SyncOptions,
  around: SyncSurroundings,
  health: Health,
  told: Map<string, string>,
  before: SyncRecord | undefined,
): Promise<SyncRecord> {
  const document = readDocument(options.state);
  const { namespace, name } = document.gateway;
  // Without a file the record lives as long as the process.
  const record = before ?? new SyncRecord(`${namespace}/${name}`, options.record);
  let client: GatewayClient | undefined;
  try {
    client = clientOf(document, options, around);
    const report = await pass({ document, client, record, options }, around);
    health.rounds += 1;
    health.last = { at: around.now(), results: report.results, exitStatus: exitStatusOf(report.results) };
    const lines = news(report, told);
    if (options.json && lines.length > 0) {
      around.print(JSON.stringify({ checksum: checksumOf(document), items: report.results }));
    } else for (const line of lines) around.print(line);
  } finally {
    client?.close();
  }
  return record;
}
