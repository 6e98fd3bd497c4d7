import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from '../cluster/build-tools';
import { withLock } from '../cluster/file-lock';

const SOURCE = join(__dirname, 'engine');
const FILES = ['Cargo.toml', 'src/main.rs'];
const NAME = 'rego-engine';

/** Where the program is, or will be once it is built. */
export function enginePath(): string {
  const hash = createHash('sha256');
  for (const file of FILES) hash.update(readFileSync(join(SOURCE, file)));
  hash.update(JSON.stringify([process.platform, process.arch]));
  return join(cacheFolder(), `${NAME}-${hash.digest('hex').slice(0, 16)}`, NAME);
}

/** Builds the program unless the cache has it, which takes two minutes. */
export async function buildEngine(say: (line: string) => void): Promise<void> {
  const program = enginePath();
  const done = (): boolean => existsSync(program);
  if (done()) return;
  mkdirSync(cacheFolder(), { recursive: true });
  await withLock(`${join(program, '..')}.lock`, {
    done,
    onWait: (pid) => say(`${NAME}: process ${pid} is building it, waiting`),
    work: async () => {
      say(`building ${NAME} …`);
      await buildInto(join(program, '..'));
    },
  });
}

/** In a folder aside, so that neither lock file nor intermediates get into the tree, and all or nothing into the cache. */
async function buildInto(target: string): Promise<void> {
  const staging = `${target}.building-${process.pid}`;
  rmSync(staging, { recursive: true, force: true });
  try {
    for (const file of FILES) cpSync(join(SOURCE, file), join(staging, 'source', file));
    await runCargo(join(staging, 'source'));
    mkdirSync(join(staging, 'program'));
    renameSync(join(staging, 'source/target/release', NAME), join(staging, 'program', NAME));
    if (!existsSync(target)) renameSync(join(staging, 'program'), target);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function runCargo(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('cargo', ['build', '--release', '--quiet'], {
      cwd: folder,
      env: { ...process.env, CARGO_TARGET_DIR: join(folder, 'target') },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? cargoIsMissing() : error));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`cargo build of test/rego/engine ended with ${signal ?? `exit code ${code}`}`));
    });
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  });
}

function cargoIsMissing(): Error {
  return new Error(
    'these tests run the policy engine that the supervisor embeds, which is built once with Rust, and there is no ' +
      '"cargo" on the PATH. Install Rust (1.95 is known to do) and a linker, or set KAGENT_FLEET_TOOLS to a folder where ' +
      `it has been built before (looked for ${enginePath()})`,
  );
}
