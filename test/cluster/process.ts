import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardProcess } from './process-guard';
import { sleep } from './wait-until';

export interface ProcessOptions {
  name: string;
  command: string;
  args: readonly string[];
  /** Working folder, HOME and TMPDIR of the process; made when missing. Its log lands here too. */
  dir: string;
  /** Added to an otherwise bare environment: nothing of ours (proxies, credentials, kubeconfigs) leaks in. */
  env?: Readonly<Record<string, string>>;
  /** Asked again and again until true; an error counts as "not yet". */
  ready: () => Promise<boolean>;
  readyWithinMs?: number;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Everything it has printed so far. */
  log(): string;
  running(): boolean;
  /** SIGTERM, then SIGKILL; resolves when it is gone. Safe to call twice. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 90_000;
const TERM_WITHIN_MS = 15_000;

/** Starts a program in its own folder and returns once it is ready; on failure it is stopped and its log shown. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  mkdirSync(options.dir, { recursive: true });
  const logFile = join(options.dir, `${options.name}.log`);
  const child = spawnInto(options, logFile);
  const exit = exitOf(child, options.name);
  if (child.pid === undefined) throw new Error(`${options.name} did not start: ${await exit.text}`);

  const forget = guardProcess(child.pid);
  exit.text.then(forget);
  const running: RunningProcess = {
    name: options.name,
    pid: child.pid,
    logFile,
    log: () => readFileSync(logFile, 'utf8'),
    running: () => !exit.ended(),
    stop: () => end(child, exit),
  };
  await becomeReady(options, running, exit);
  return running;
}

/** Stops the last started first, because the later ones depend on the earlier ones. */
export async function stopInReverse(stoppables: readonly { stop(): Promise<void> }[]): Promise<void> {
  for (const stoppable of [...stoppables].reverse()) await stoppable.stop();
}

function spawnInto(options: ProcessOptions, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  try {
    return spawn(options.command, [...options.args], {
      cwd: options.dir,
      env: { PATH: process.env.PATH ?? '', HOME: options.dir, TMPDIR: options.dir, ...options.env },
      stdio: ['ignore', log, log],
      // Its own process group: a Ctrl-C in the terminal reaches us only, and we stop things in order.
      detached: true,
    });
  } finally {
    closeSync(log);
  }
}

interface Exit {
  text: Promise<string>;
  ended(): boolean;
}

function exitOf(child: ChildProcess, name: string): Exit {
  let ended = false;
  const text = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${name}: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`${name} ended with ${signal ?? `exit code ${code}`}`));
  }).finally(() => {
    ended = true;
  });
  return { text, ended: () => ended };
}

async function becomeReady(options: ProcessOptions, running: RunningProcess, exit: Exit): Promise<void> {
  const deadline = Date.now() + (options.readyWithinMs ?? READY_WITHIN_MS);
  let lastError = '';
  while (!exit.ended()) {
    const ready = await options.ready().catch((error: unknown) => {
      lastError = String(error);
      return false;
    });
    if (ready) return;
    if (Date.now() > deadline) {
      await running.stop();
      throw new Error(`${options.name} was not ready in time (${lastError})${tail(running)}`);
    }
    await Promise.race([sleep(100), exit.text]);
  }
  throw new Error(`${await exit.text} before it was ready${tail(running)}`);
}

function tail(running: RunningProcess): string {
  const lines = running.log().trimEnd().split('\n').slice(-25);
  return `; the end of its log:\n${lines.map((line) => `  ${line.slice(0, 500)}`).join('\n')}`;
}

async function end(child: ChildProcess, exit: Exit): Promise<void> {
  if (exit.ended()) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), TERM_WITHIN_MS);
  await exit.text;
  clearTimeout(timer);
}
