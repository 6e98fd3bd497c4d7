import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { transformFileSync } from '@swc/core';

const ROOT = resolve(__dirname, '../..');

export interface BuiltCli {
  /** Runs the command as a process of its own. */
  run(argv: readonly string[]): CliProcess;
  remove(): void;
}

export interface CliProcess {
  /** As kill -9: nothing of it runs any more. */
  kill(): void;
  readonly ended: Promise<{ readonly status: number | null; readonly signal: string | null; readonly said: string }>;
}

/** The program as plain JavaScript in a folder of its own, so that a process of it starts in a fraction of a second. */
export function buildCli(): BuiltCli {
  const folder = mkdtempSync(join(tmpdir(), 'kagent-fleet-cli-'));
  for (const part of ['cli', 'lib']) {
    for (const file of readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' })) {
      const from = join(ROOT, part, file);
      const to = join(folder, part, file);
      if (extname(file) === '.json') copy(from, to);
      if (extname(file) === '.ts' && !file.endsWith('.d.ts')) compile(from, to.replace(/\.ts$/, '.js'));
    }
  }
  return {
    run: (argv) => start(join(folder, 'cli/kagent-fleet.js'), argv),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function compile(from: string, to: string): void {
  const { code } = transformFileSync(from, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, code);
}

function start(program: string, argv: readonly string[]): CliProcess {
  const child = spawn(process.execPath, [program, ...argv], {
    env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  return {
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((resolve) =>
      child.once('close', (status, signal) => resolve({ status, signal, said: said.join('') })),
    ),
  };
}
