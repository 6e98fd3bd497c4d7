import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OciSeccompProfile } from '../../../lib/seccomp';

/** A container runtime, a folder as its root file system, and the test program in it. */
export class Containers {
  private started = 0;

  constructor(
    readonly runtime: string,
    private readonly folder: string,
    private readonly probe: string,
  ) {}

  /** What the test program answers to the requests, in a container of its own under the profile. */
  run(profile: OciSeccompProfile | undefined, requests: readonly string[]): ReadonlyMap<string, string> {
    return this.ask(configuration(profile), requests);
  }

  /** The same in a container of any configuration whose program is the test program, at /probe. */
  ask(config: object, requests: readonly string[]): ReadonlyMap<string, string> {
    const { bundle, name } = this.makeBundle(config);
    const { stdout, stderr, status, error } = spawnSync(this.runtime, this.runArguments(bundle, name), {
      input: `${requests.join('\n')}\n`,
      encoding: 'utf8',
      timeout: 120_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    this.remove(name, bundle);
    if (status !== 0 || error) throw new Error(`${this.runtime} ended with ${status}: ${stderr || error}`);
    return new Map(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' = ') as [string, string]),
    );
  }

  /** The filter that the kernel holds for a process under the profile, as the runtime made it. */
  async readFilter(profile: OciSeccompProfile): Promise<readonly BpfInstruction[]> {
    const { bundle, name } = this.makeBundle(configuration(profile));
    const child = spawn(this.runtime, this.runArguments(bundle, name), { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      child.stdin.write('wait\n');
      await firstOutput(child);
      const state = spawnSync(this.runtime, ['--root', join(this.folder, 'state'), 'state', name], {
        encoding: 'utf8',
      });
      const { pid } = JSON.parse(state.stdout) as { pid: number };
      const dump = spawnSync(this.probe, ['dump', String(pid)], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
      if (dump.status !== 0) throw new Error(`the filter cannot be read: ${dump.stderr}`);
      return dump.stdout
        .trimEnd()
        .split('\n')
        .map((line) => {
          const [code = 0, jt = 0, jf = 0, k = 0] = line.split(' ').map(Number);
          return { code, jt, jf, k };
        });
    } finally {
      child.stdin.end();
      this.remove(name, bundle);
    }
  }

  private runArguments(bundle: string, name: string): string[] {
    return ['--root', join(this.folder, 'state'), 'run', '--bundle', bundle, name];
  }

  private makeBundle(config: object) {
    const bundle = mkdtempSync(join(this.folder, 'bundle-'));
    const root = join(bundle, 'rootfs');
    for (const mount of ['proc', 'run', 'tmp', 'dev']) mkdirSync(join(root, mount), { recursive: true });
    copyFileSync(this.probe, join(root, 'probe'));
    chmodSync(join(root, 'probe'), 0o755);
    writeFileSync(join(bundle, 'config.json'), JSON.stringify(config));
    this.started += 1;
    return { bundle, name: `kagent-fleet-seccomp-${process.pid}-${this.started}` };
  }

  private remove(name: string, bundle: string): void {
    spawnSync(this.runtime, ['--root', join(this.folder, 'state'), 'delete', '--force', name], { stdio: 'ignore' });
    rmSync(bundle, { recursive: true, force: true });
  }
}

/** One instruction of a filter, as the kernel holds it. */
export interface BpfInstruction {
  readonly code: number;
  readonly jt: number;
  readonly jf: number;
  readonly k: number;
}

/** The first of the runtimes that really starts a container here, with what the others said. */
export function findRuntime(folder: string, probe: string): { containers?: Containers; complaints: string[] } {
  const complaints: string[] = [];
  for (const runtime of ['runc', 'crun']) {
    const containers = new Containers(runtime, folder, probe);
    try {
      if (containers.run(undefined, ['need limits']).get('need limits') === '0') return { containers, complaints };
      complaints.push(`${runtime}: the test program did not answer`);
    } catch (error) {
      complaints.push(`${runtime}: ${error instanceof Error ? error.message.trim() : error}`);
    }
  }
  return { complaints };
}

function firstOutput(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the container ended with ${code}`)));
    child.stdout?.once('data', () => resolve());
  });
}

// In the order of their numbers. source: Linux, uapi/linux/capability.h
const CAPABILITIES = [
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE',
  'NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN',
  'SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE',
  'MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE',
].flatMap((line) => line.split(' '));

/** Every capability that we have ourselves and no other fence, so that what is refused is refused by the profile. */
function ownCapabilities(): string[] {
  const bits = BigInt(`0x${/^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  return CAPABILITIES.filter((_, number) => (bits >> BigInt(number)) & 1n).map((name) => `CAP_${name}`);
}

function configuration(seccomp: OciSeccompProfile | undefined) {
  const capabilities = ownCapabilities();
  const tmpfs = (destination: string) => ({
    destination,
    type: 'tmpfs',
    source: 'tmpfs',
    options: ['nosuid', 'mode=755'],
  });
  return {
    ociVersion: '1.0.2',
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      args: ['/probe'],
      env: ['PATH=/'],
      cwd: '/',
      capabilities: { bounding: capabilities, effective: capabilities, permitted: capabilities },
      noNewPrivileges: false,
    },
    root: { path: 'rootfs', readonly: false },
    hostname: 'probe',
    mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }, tmpfs('/dev'), tmpfs('/run'), tmpfs('/tmp')],
    linux: {
      namespaces: ['pid', 'network', 'ipc', 'uts', 'mount'].map((type) => ({ type })),
      ...(seccomp && { seccomp }),
    },
  };
}
