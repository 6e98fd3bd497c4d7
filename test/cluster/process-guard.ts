import { type ChildProcess, spawn } from 'node:child_process';

// Jest gives tests a copy of `process`, on which an exit hook never fires, and nothing fires on SIGKILL. So a
// tiny process of its own holds the list of what we started and reads our pipe: when the pipe closes, however
// that came about, it ends exactly those pids and removes exactly those folders.
const SCRIPT = `
const { rmSync } = require('node:fs');
const pids = new Set(), folders = new Set();
const actions = {
  watch: (pid) => pids.add(pid), forget: (pid) => pids.delete(pid),
  remove: (path) => folders.add(path), removed: (path) => folders.delete(path),
};
const signal = (pid, name) => { try { process.kill(pid, name); return true; } catch { return false; } };
const finish = (deadline) => {
  for (const pid of pids) if (!signal(pid, 0)) pids.delete(pid);
  if (pids.size > 0 && Date.now() < deadline) return setTimeout(finish, 100, deadline);
  for (const pid of pids) signal(pid, 'SIGKILL');
  for (const path of folders) rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
};
require('node:readline').createInterface({ input: process.stdin })
  .on('line', (line) => { const [action, value] = JSON.parse(line); actions[action](value); })
  .on('close', () => { for (const pid of pids) signal(pid, 'SIGTERM'); finish(Date.now() + 10000); });
`;

type Watched = { kind: 'process'; pid: number } | { kind: 'folder'; path: string };

const watched = new Set<Watched>();
let guard: ChildProcess | undefined;

/** Ends this process when we are gone. Call the returned function once it has ended. */
export function guardProcess(pid: number): () => void {
  return guardThing({ kind: 'process', pid }, ['watch', pid], ['forget', pid]);
}

/** Removes this folder when we are gone. Call the returned function once it is removed, or is to be kept. */
export function guardFolder(path: string): () => void {
  return guardThing({ kind: 'folder', path }, ['remove', path], ['removed', path]);
}

function guardThing(thing: Watched, start: [string, unknown], end: [string, unknown]): () => void {
  watched.add(thing);
  tell(start);
  return () => {
    if (!watched.delete(thing)) return;
    tell(end);
    if (watched.size === 0) dismiss();
  };
}

function tell(message: [string, unknown]): void {
  guard ??= startGuard();
  guard.stdin?.write(`${JSON.stringify(message)}\n`);
}

function startGuard(): ChildProcess {
  // Detached: a Ctrl-C in the terminal must not end the guard before it has done its work.
  const child = spawn(process.execPath, ['-e', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  child.unref();
  // The pipe must not keep our own process from ending; its closing is the very signal.
  (child.stdin as unknown as { unref(): void }).unref();
  child.stdin?.on('error', () => {});
  return child;
}

function dismiss(): void {
  guard?.stdin?.end();
  guard = undefined;
}
