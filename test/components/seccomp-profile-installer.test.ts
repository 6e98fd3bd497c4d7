import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INSTALL_SCRIPT } from '../../lib/components/seccomp-profile/install-script';

let folder: string;
let pods: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kagent-fleet-installer-'));
  pods = [];
  writeFileSync(join(folder, 'source.json'), '{"one":1}');
});

afterEach(() => {
  for (const pod of pods) pod.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const target = () => join(folder, 'openshell.json');
const content = () => readFileSync(target(), 'utf8');

/** The container of one pod of the DaemonSet, with folders of our own in place of its mounts. */
function startPod(owner: string): ChildProcess {
  const env = {
    PATH: process.env.PATH,
    SOURCE: join(folder, 'source.json'),
    TARGET: target(),
    OWNER: owner,
    INTERVAL: '0.1',
  };
  const pod = spawn('sh', ['-c', INSTALL_SCRIPT], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  pods.push(pod);
  return pod;
}

/** As the kubelet deletes a pod. */
function deletePod(pod: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    pod.once('exit', resolve);
    pod.kill('SIGTERM');
  });
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`still not so after 10 s: ${holds}; there are ${readdirSync(folder)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const installed = (text: string) => () => existsSync(target()) && content() === text;

describe('the DaemonSet’s pod', () => {
  it('writes the file for everybody to read, and takes it away when it is deleted', async () => {
    const pod = startPod('pod-a');
    await until(installed('{"one":1}'));
    expect(statSync(target()).mode & 0o777).toBe(0o644);
    expect(await deletePod(pod)).toBe(0);
    expect(readdirSync(folder)).toEqual(['source.json']);
  });

  it('renames a whole file into place: a reader never sees half of one', async () => {
    const big = (digit: string) => digit.repeat(1_000_000);
    writeFileSync(join(folder, 'source.json'), big('1'));
    startPod('pod-a');
    await until(installed(big('1')));
    const before = statSync(target()).ino;
    writeFileSync(join(folder, 'next.json'), big('2'));
    writeFileSync(join(folder, 'source.json'), big('2'));
    const seen = new Set<string>();
    await until(() => {
      const text = content();
      seen.add(`${text[0]} ${text.length}`);
      return text[0] === '2' && text.length === 1_000_000;
    });
    expect([...seen].filter((entry) => !/^[12] 1000000$/.test(entry))).toEqual([]);
    expect(statSync(target()).ino).not.toBe(before);
  });

  it('mends what somebody else changes or removes', async () => {
    startPod('pod-a');
    await until(installed('{"one":1}'));
    writeFileSync(target(), '{}');
    await until(installed('{"one":1}'));
    rmSync(target());
    await until(installed('{"one":1}'));
  });

  it('leaves the file to its successor in a rollout', async () => {
    const old = startPod('pod-a');
    await until(installed('{"one":1}'));
    writeFileSync(join(folder, 'source.json'), '{"two":2}');
    const successor = startPod('pod-b');
    await until(() => existsSync(`${target()}.owner`) && readFileSync(`${target()}.owner`, 'utf8') === 'pod-b');
    await until(installed('{"two":2}'));
    expect(await deletePod(old)).toBe(0);
    expect(content()).toBe('{"two":2}');
    await deletePod(successor);
    expect(readdirSync(folder)).toEqual(['source.json']);
  });
});
