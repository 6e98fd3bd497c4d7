import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { constants, homedir, setPriority } from 'node:os';
import { join } from 'node:path';
import { withLock } from './file-lock';
import {
  buildArguments,
  fingerprint,
  TOOL_MODULES,
  TOOLS_FOLDER,
  type ToolModule,
  type ToolName,
} from './tool-modules';

/** Where each program is. */
export type Tools = Readonly<Record<ToolName, string>>;

/** Builds what is not in the cache yet (about ten minutes the first time), and says where each program is. */
export async function buildTools(say: (line: string) => void = () => {}): Promise<Tools> {
  const tools: Partial<Record<ToolName, string>> = {};
  for (const module of TOOL_MODULES) {
    const folder = await buildModule(module, say);
    for (const name of Object.values(module.programs)) tools[name] = join(folder, name);
  }
  return tools as Tools;
}

/** `$KAGENT_FLEET_TOOLS`, or a folder in the user's cache; never inside the tree. */
export function cacheFolder(): string {
  const { KAGENT_FLEET_TOOLS, XDG_CACHE_HOME } = process.env;
  return KAGENT_FLEET_TOOLS || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'kagent-fleet', 'tools');
}

/** Builds the programs of one module unless the cache has them, and answers their folder. */
export async function buildModule(module: ToolModule<string>, say: (line: string) => void): Promise<string> {
  const cache = cacheFolder();
  const target = join(cache, `${module.folder}-${fingerprint(module)}`);
  const done = (): boolean => existsSync(target);
  if (done()) return target;
  mkdirSync(cache, { recursive: true });
  await withLock(`${target}.lock`, {
    done,
    onWait: (pid) => say(`${module.folder}: process ${pid} is building it, waiting`),
    work: async () => {
      const names = Object.values(module.programs).join(', ');
      say(`building ${names} …`);
      const start = Date.now();
      await buildInto(module, target);
      say(`built ${names} in ${Math.round((Date.now() - start) / 1000)} s`);
    },
  });
  return target;
}

/** The folder appears with all its programs or not at all, also when we are killed half-way. */
async function buildInto(module: ToolModule<string>, target: string): Promise<void> {
  const staging = `${target}.building-${process.pid}`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging);
  try {
    await runGo(module, staging);
    for (const [built, name] of Object.entries(module.programs)) {
      if (built !== name) renameSync(join(staging, built), join(staging, name));
    }
    if (!existsSync(target)) renameSync(staging, target);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function runGo(module: ToolModule<string>, staging: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('go', buildArguments(module, `${staging}/`), {
      cwd: join(TOOLS_FOLDER, module.folder),
      // Pure Go needs no C compiler; a go.work or GOFLAGS around us must not change what is built.
      env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? goIsMissing() : error));
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`go build in test/cluster/tools/${module.folder} ended with ${signal ?? `exit code ${code}`}`),
        );
    });
    // Minutes of compiling should not get in the way of whatever else the machine does.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  });
}

function goIsMissing(): Error {
  return new Error(
    'the cluster tests run real Kubernetes programs, which are built once with Go, and there is no "go" on the PATH. ' +
      'Install Go 1.26 or newer, or set KAGENT_FLEET_TOOLS to a folder where they have been built before ' +
      `(looked in ${cacheFolder()})`,
  );
}

if (require.main === module) {
  buildTools((line) => console.log(line)).then(
    (tools) => console.log(Object.values(tools).join('\n')),
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
