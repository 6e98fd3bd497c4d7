import { closeSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';

export class LockError extends Error {}

const HEARTBEAT_MS = 10_000;
/** A holder on another host counts as gone after six missed heartbeats. */
const STALE_MS = 60_000;

/** What taking a lock needs of its surroundings. */
export interface LockSurroundings {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Keeps two runs with one record apart: the second waits for the first, at most `waitMs`. A holder that was killed on
 * this host is seen at once, on another host by its silence. Answers how to let go.
 */
export async function takeLock(file: string, waitMs: number, { now, sleep }: LockSurroundings): Promise<() => void> {
  const until = now() + waitMs;
  for (;;) {
    if (tryLock(file)) return hold(file);
    if (isStale(file, now())) rmSync(file, { force: true });
    else if (now() >= until) throw new LockError(`another sync holds ${file}: ${holderOf(file)?.text ?? 'unknown'}`);
    else await sleep(200);
  }
}

function tryLock(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, `${process.pid} ${hostname()}\n`);
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function hold(file: string): () => void {
  const beat = setInterval(() => utimesSync(file, new Date(), new Date()), HEARTBEAT_MS);
  beat.unref();
  return () => {
    clearInterval(beat);
    rmSync(file, { force: true });
  };
}

function isStale(file: string, now: number): boolean {
  try {
    const holder = holderOf(file);
    if (holder?.host === hostname() && holder.pid > 0) return !isAlive(holder.pid);
    return now - statSync(file).mtimeMs > STALE_MS;
  } catch {
    // Let go of in the meantime.
    return false;
  }
}

function holderOf(file: string): { readonly pid: number; readonly host: string; readonly text: string } | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    const [pid = '', host = ''] = text.split(' ');
    return { pid: Number.parseInt(pid, 10) || 0, host, text: `process ${pid} on ${host}` };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
