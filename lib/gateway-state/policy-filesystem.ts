/** The file paths of a policy as proto-JSON. */
export interface Filesystem {
  readonly includeWorkdir?: boolean;
  readonly readOnly?: readonly string[];
  readonly readWrite?: readonly string[];
}

/**
 * Paths that a supervisor adds by itself when it starts, and writes back to the gateway: no difference, wherever they
 * appear. source: facts/openshell-0.0.46.md §1.7; facts/openshell.md §1.9
 */
const ADDED_AT_START: ReadonlySet<string> = new Set([
  '/usr',
  '/lib',
  '/etc',
  '/app',
  '/var/log',
  '/proc',
  '/dev/urandom',
  '/sandbox',
  '/tmp',
]);

/** What the gateway takes on a live sandbox: its own paths, and more. source: facts/openshell.md §1.9 */
export function mergedFilesystem(
  desired: Filesystem | undefined,
  live: Filesystem | undefined,
): Filesystem | undefined {
  if (desired === undefined || live === undefined) return live ?? desired;
  const readOnly = union(live.readOnly, desired.readOnly);
  const readWrite = union(live.readWrite, desired.readWrite);
  return {
    ...(live.includeWorkdir === true && { includeWorkdir: true }),
    ...(readOnly.length > 0 && { readOnly }),
    ...(readWrite.length > 0 && { readWrite }),
  };
}

/** Paths and switches that the live sandbox has and the policy asked for has not. */
export function frozenFilesystem(desired: Filesystem | undefined, live: Filesystem | undefined): readonly string[] {
  if (desired === undefined || live === undefined) return [];
  const { includeWorkdir = false } = desired;
  return [
    ...(includeWorkdir === (live.includeWorkdir ?? false)
      ? []
      : [`filesystem includeWorkdir is ${!includeWorkdir}, asked for is ${includeWorkdir}`]),
    ...extra('read-only', live.readOnly, desired),
    ...extra('read-write', live.readWrite, desired, desired.readOnly),
  ];
}

/** Paths that are added now and count from the next start of the pod. */
export function addsOf(live: Filesystem | undefined, write: Filesystem | undefined): readonly string[] {
  return (['readOnly', 'readWrite'] as const).flatMap((list) =>
    missing(live?.[list], write?.[list]).map((path) => `adds ${list} ${path} from the next start of the pod`),
  );
}

function extra(
  what: string,
  live: readonly string[] = [],
  { readOnly = [], readWrite = [] }: Filesystem,
  widened: readonly string[] = [],
): readonly string[] {
  const asked = what === 'read-only' ? [...readOnly, ...readWrite] : readWrite;
  return missing(asked, live)
    .filter((path) => !ADDED_AT_START.has(path) || widened.includes(path))
    .map((path) => `filesystem has ${path} ${what}, which is not asked for`);
}

function missing(from: readonly string[] = [], list: readonly string[] = []): readonly string[] {
  return list.filter((path) => !from.includes(path));
}

function union(first: readonly string[] = [], second: readonly string[] = []): readonly string[] {
  return [...first, ...missing(first, second)];
}
