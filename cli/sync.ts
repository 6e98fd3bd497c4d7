/**
 * Brings an OpenShell gateway to the state of a document, and says where it is not; `SYNC_USAGE` has the options.
 */

import { readSyncOptions, SYNC_USAGE, type SyncOptions, UsageError } from './sync/options';
import { asJson, asLines } from './sync/output';
import { SyncRecord } from './sync/record';
import { EXIT, exitStatusOf } from './sync/result';
import { takeLock } from './sync/run-lock';
import { clientOf, pass, readDocument, type SyncSurroundings, writesIn } from './sync/session';
import { watch } from './sync/watch';

export { SYNC_USAGE };

/** Runs the command and answers with its exit status: 0 in sync, 1 failed, 2 different or pending. */
export async function sync(argv: readonly string[], around: SyncSurroundings): Promise<number> {
  try {
    const options = readSyncOptions(argv);
    return await withLock(options, around, () =>
      options.command === 'watch' ? watch(options, around) : once(options, around),
    );
  } catch (error) {
    around.complain(error instanceof Error ? error.message : String(error));
    if (error instanceof UsageError) around.complain(SYNC_USAGE);
    return EXIT.failed;
  }
}

/** Two runs with one record would each forget what the other wrote. */
async function withLock(options: SyncOptions, around: SyncSurroundings, run: () => Promise<number>): Promise<number> {
  if (!writesIn(options) || options.record === undefined) return run();
  const release = await takeLock(`${options.record}.lock`, options.waitMs, around);
  try {
    return await run();
  } finally {
    release();
  }
}

async function once(options: SyncOptions, around: SyncSurroundings): Promise<number> {
  const document = readDocument(options.state);
  const { namespace, name } = document.gateway;
  const record = new SyncRecord(`${namespace}/${name}`, options.record);
  const client = clientOf(document, options, around);
  try {
    const report = await pass({ document, client, record, options }, around);
    if (options.json) around.print(asJson(report));
    else for (const line of asLines(report)) around.print(line);
    return exitStatusOf(report.results);
  } finally {
    client.close();
  }
}

/** The process's own output, clock and signals. */
export function processSurroundings(): SyncSurroundings {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
  return {
    environment: process.env,
    print: (line) => console.log(line),
    complain: (line) => console.error(line),
    ...(process.stderr.isTTY && { terminal: process.stderr }),
    now: Date.now,
    sleep: (ms) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          stop.signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        stop.signal.addEventListener('abort', done);
      }),
    signal: stop.signal,
  };
}
