import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { sleep } from './wait-until';

/**
 * Runs `work` while holding the lock file, unless `done()` becomes true while waiting for whoever holds it.
 * The lock of a process that died is taken over.
 */
export async function withLock(
  file: string,
  { work, done, onWait }: { work: () => Promise<void>; done: () => boolean; onWait: (holder: number) => void },
): Promise<void> {
  let told = false;
  while (!tryLock(file)) {
    const holder = holderOf(file);
    if (holder !== undefined && !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (holder !== undefined && !told) {
      onWait(holder);
      told = true;
    }
    await sleep(500);
    if (done()) return;
  }
  try {
    if (!done()) await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function tryLock(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined while the file is just being written, or already gone. */
function holderOf(file: string): number | undefined {
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  return pid > 0 ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
