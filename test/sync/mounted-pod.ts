import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { KubernetesObject, Resource } from '../../lib/plan/resource';

/** Contents of Secrets, by name and key. */
export type Secrets = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

interface KeyToPath {
  readonly key: string;
  readonly path: string;
}

interface Source {
  readonly name?: string;
  readonly secretName?: string;
  readonly items?: readonly KeyToPath[];
}

interface Volume {
  readonly name: string;
  readonly configMap?: Source;
  readonly secret?: Source;
  readonly projected?: { readonly sources: readonly { readonly secret: Source }[] };
}

interface Pod {
  readonly volumes: readonly Volume[];
  readonly containers: readonly [
    {
      readonly command: readonly string[];
      readonly args: readonly string[];
      readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
    },
  ];
}

const ROOT = resolve(__dirname, '../..');

/**
 * The pod of a plan's program, run as a process of this machine: its volumes are files below a folder, as a kubelet would
 * lay them out, and its own command line runs with that folder in front of each path.
 */
export class MountedPod {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sync-pod-'));
  private readonly pod: Pod;

  constructor(
    private readonly resources: readonly Resource[],
    private readonly secrets: Secrets,
    key = 'program',
  ) {
    const program = this.object((item) => item.key === key);
    const { template } = program.spec as { readonly template: { readonly spec: Pod } };
    this.pod = template.spec;
    for (const { name, mountPath } of this.pod.containers[0].volumeMounts) {
      const volume = this.pod.volumes.find((other) => other.name === name);
      if (volume === undefined) throw new Error(`no volume ${name}`);
      for (const [path, content] of this.filesOf(volume)) this.write(join(mountPath, path), content);
    }
  }

  /** The command line as the pod has it. */
  get args(): readonly string[] {
    return this.pod.containers[0].args;
  }

  /** Starts it, with nothing of this process's environment. */
  start(change: (argument: string) => string = (argument) => argument) {
    const [command] = this.pod.containers[0].command;
    if (command !== 'kagent-fleet') throw new Error(`the image has no ${command}`);
    const args = this.args.map((argument) => change(argument.replace('=/etc/', `=${this.folder}/etc/`)));
    const entry = join(ROOT, 'cli/kagent-fleet.ts');
    const child = spawn(process.execPath, ['-r', 'ts-node/register/transpile-only', entry, ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { output: '', errors: '' };
    child.stdout.on('data', (data) => {
      texts.output += data;
    });
    child.stderr.on('data', (data) => {
      texts.errors += data;
    });
    const ended = new Promise<Ended>((done) => child.once('close', (status) => done({ status, ...texts })));
    return { ended, stop: () => child.kill('SIGTERM') };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private filesOf({ configMap, secret, projected }: Volume): readonly (readonly [string, string])[] {
    if (configMap !== undefined) {
      const { data } = this.object(({ manifest }) => manifest.metadata.name === configMap.name && 'data' in manifest);
      return Object.entries(data as Record<string, string>);
    }
    const sources = projected === undefined ? [secret] : projected.sources.map((source) => source.secret);
    return sources.flatMap((source) => {
      const name = source?.secretName ?? source?.name ?? '';
      return (source?.items ?? []).map(({ key, path }) => {
        const content = this.secrets[name]?.[key];
        // Here the kubelet would wait for the Secret.
        if (content === undefined) throw new Error(`no key ${key} of Secret ${name}`);
        return [path, content] as const;
      });
    });
  }

  private object(of: (item: Resource) => boolean): KubernetesObject {
    const found = this.resources.find(of);
    if (found === undefined) throw new Error('the plan has no such object');
    return found.manifest;
  }

  private write(path: string, content: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
