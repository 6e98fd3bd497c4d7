import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockImages } from '../../cli/lock-images';
import { formatImageLock } from '../../lib/images/lock';

const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-images-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Puts an executable on the PATH of the test, which writes its arguments to `calls` and then runs `body`. */
function stub(command: string, body: string): void {
  const file = join(folder, command);
  writeFileSync(file, `#!/bin/sh\necho "${command} $*" >> '${join(folder, 'calls')}'\n${body}\n`);
  chmodSync(file, 0o755);
}

const calls = () =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [];
const lockFile = () => readFileSync(join(folder, 'lock.yaml'), 'utf8');

function run(argv: readonly string[], input = ''): number {
  return lockImages(['--lock', join(folder, 'lock.yaml'), ...argv], {
    path: folder,
    run: (command, args) => {
      const { status, stdout, stderr } = spawnSync(join(folder, command), args, { encoding: 'utf8' });
      return { status: status ?? undefined, stdout: stdout ?? '', stderr: stderr ?? '' };
    },
    readInput: () => input,
    print: (line) => said.push(line.replace(folder, '.')),
    complain: (line) => said.push(`! ${line.replace(folder, '.')}`),
  });
}

test.each([
  ['crane', 'crane', `echo ${A}`, 'crane digest ghcr.io/a:1'],
  ['skopeo', 'skopeo', `echo ${A}`, 'skopeo inspect --format {{.Digest}} docker://ghcr.io/a:1'],
  [
    'buildx',
    'docker',
    `printf 'Name:      ghcr.io/a:1\\nMediaType: application/vnd.oci.image.index.v1+json\\nDigest:    ${A}\\n\\nManifests:\\n  Name: x@${B}\\n'`,
    'docker buildx imagetools inspect ghcr.io/a:1',
  ],
])('%s, found on PATH or named', (name, command, body, call) => {
  stub(command, body);
  expect(run(['ghcr.io/a:1'])).toBe(0);
  expect(lockFile()).toBe(formatImageLock({ 'ghcr.io/a:1': A }));
  expect(said).toEqual([`ghcr.io/a:1 ${A}`, './lock.yaml: 1 images, 1 changed']);
  expect(run(['--refresh', '--resolver', name, 'ghcr.io/a:1'])).toBe(0);
  expect(calls()).toEqual([call, call]);
});

test('names come from standard input, and what is locked is asked for again only with --refresh', () => {
  writeFileSync(join(folder, 'lock.yaml'), formatImageLock({ 'ghcr.io/old:1': B, 'ghcr.io/a:1': B }));
  stub('crane', `echo ${A}`);
  const list = '# images\nghcr.io/a:1\n\n  ghcr.io/b:1\nghcr.io/b:1\n';
  expect(run([], list)).toBe(0);
  expect(calls()).toEqual(['crane digest ghcr.io/b:1']);
  expect(lockFile()).toBe(formatImageLock({ 'ghcr.io/a:1': B, 'ghcr.io/b:1': A, 'ghcr.io/old:1': B }));
  expect(run(['--refresh', '--prune'], list)).toBe(0);
  expect(lockFile()).toBe(formatImageLock({ 'ghcr.io/a:1': A, 'ghcr.io/b:1': A }));
});

test('every failure is told, and what could be locked is kept', () => {
  stub('crane', `case "$2" in *good*) echo ${A};; *odd*) echo hello;; *) echo "no such image" >&2; exit 3;; esac`);
  expect(run(['ghcr.io/good:1', 'ghcr.io/odd:1', 'ghcr.io/gone:1', 'nginx:1'])).toBe(1);
  expect(lockFile()).toBe(formatImageLock({ 'ghcr.io/good:1': A }));
  expect(said).toEqual([
    `ghcr.io/good:1 ${A}`,
    '! crane answered "hello" for ghcr.io/odd:1',
    '! crane ended with status 3 for ghcr.io/gone:1: no such image',
    '! "nginx:1" names no registry, so docker.io is implied; did you mean docker.io/library/nginx:1?',
    './lock.yaml: 1 images, 1 changed',
  ]);
});

test('bad input changes nothing', () => {
  expect(run(['ghcr.io/a:1'])).toBe(2);
  expect(run(['--resolver', 'curl', 'ghcr.io/a:1'])).toBe(2);
  expect(run(['--nonsense'])).toBe(2);
  writeFileSync(join(folder, 'lock.yaml'), 'ghcr.io/a:1: latest\n');
  stub('crane', `echo ${A}`);
  expect(run(['ghcr.io/a:1'])).toBe(2);
  expect(lockFile()).toBe('ghcr.io/a:1: latest\n');
  expect(calls()).toEqual([]);
  expect(said).toEqual([
    '! expected one of the resolvers crane, skopeo, buildx: none of them is on PATH',
    '! expected one of the resolvers crane, skopeo, buildx: got "curl"',
    expect.stringContaining('--nonsense'),
    '! ./lock.yaml:1: "latest" has a digest without its algorithm',
  ]);
});
