/**
 * Fills the image lock: asks a registry client for the digest of every image named and writes name → digest.
 *
 *   kagent-fleet lock-images [options] [IMAGE...]     (images on standard input when none is named)
 *
 *   --lock FILE          the lock file, images.lock.yaml when not given
 *   --resolver NAME      crane, skopeo or buildx; the first of them on PATH when not given
 *   --refresh            asks again for images that the lock has already
 *   --prune              drops images that are not named
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { askDigest, DIGEST_RESOLVERS, type ResolverName, type Run } from '../lib/images/digest-resolver';
import { formatImageLock, parseImageLock } from '../lib/images/lock';
import { parseImageList, updateImageLock } from '../lib/images/update-lock';

/** What the command takes from its surroundings; a test gives others. */
export interface Surroundings {
  readonly path: string;
  readonly run: Run;
  readonly readInput: () => string;
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

const NAMES = Object.keys(DIGEST_RESOLVERS) as ResolverName[];

/** Runs the command and answers with its exit status: 0 when every image has a digest, 1 when not, 2 for bad input. */
export function lockImages(argv: readonly string[], around: Surroundings): number {
  try {
    return lock(readOptions(argv), around);
  } catch (error) {
    around.complain(error instanceof Error ? error.message : String(error));
    return 2;
  }
}

function readOptions(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      lock: { type: 'string', default: 'images.lock.yaml' },
      resolver: { type: 'string' },
      refresh: { type: 'boolean', default: false },
      prune: { type: 'boolean', default: false },
    },
  });
}

function lock({ values, positionals }: ReturnType<typeof readOptions>, around: Surroundings): number {
  const file = values.lock;
  const named = values.resolver ?? NAMES.find((name) => isOnPath(DIGEST_RESOLVERS[name].command, around.path));
  const name = NAMES.find((known) => known === named);
  if (name === undefined) {
    const got = named === undefined ? 'none of them is on PATH' : `got ${JSON.stringify(named)}`;
    around.complain(`expected one of the resolvers ${NAMES.join(', ')}: ${got}`);
    return 2;
  }
  const { lock: before, problems } = parseImageLock(existsSync(file) ? readFileSync(file, 'utf8') : '');
  for (const { line, reason } of problems) around.complain(`${file}:${line}: ${reason}`);
  if (before === undefined) return 2;

  const images = positionals.length > 0 ? positionals : parseImageList(around.readInput());
  const updated = updateImageLock(
    before,
    images,
    (image) => askDigest(image, DIGEST_RESOLVERS[name], around.run),
    values,
  );
  writeFileSync(file, formatImageLock(updated.lock));
  for (const image of updated.changed) around.print(`${image} ${updated.lock[image]}`);
  for (const { reason } of updated.failed) around.complain(reason);
  around.print(`${file}: ${Object.keys(updated.lock).length} images, ${updated.changed.length} changed`);
  return updated.failed.length === 0 ? 0 : 1;
}

function isOnPath(command: string, path: string): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

const run: Run = (command, args) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return { status: status ?? undefined, stdout: stdout ?? '', stderr: error?.message ?? stderr };
};

/** The process's own PATH, input and output. */
export const PROCESS: Surroundings = {
  path: process.env.PATH ?? '',
  run,
  readInput: () => readFileSync(0, 'utf8'),
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
};
