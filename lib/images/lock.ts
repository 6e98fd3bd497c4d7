import type { Pair } from 'yaml';
import { formatImageReference, parseDigest, parseImageReference } from '../syntax/image-reference';
import { quote, type Refused, refuse, refuseType } from '../syntax/parsed';
import { yaml } from '../syntax/yaml';

/** The digest of every image that a program uses, by the upstream name with its tag. */
export type ImageLock = Readonly<Record<string, string>>;

/** What is wrong with one line of a lock file. */
export interface LockProblem extends Omit<Refused, 'ok'> {
  /** Counted from 1. */
  readonly line: number;
}

/** A lock file as read: the lock when every line of it is good. */
export interface ParsedImageLock {
  readonly lock?: ImageLock;
  readonly problems: readonly LockProblem[];
}

const HEADER = '# Images by digest: upstream name with its tag, and what it was when it was locked.\n';
const ALLOWED_NAME = 'registry/repository:tag';
/** Far more than a flat map needs, far less than the reader's stack bears. */
const DEEPEST = 50;
const ALLOWED_LINE = 'lines such as registry.k8s.io/pause:3.10: sha256:…';

/** The lock in a file's text, or everything that is wrong with it; never throws. */
export function parseImageLock(text: unknown): ParsedImageLock {
  if (typeof text !== 'string') return { problems: [{ line: 1, ...withoutOk(refuseType(text, 'YAML text')) }] };
  const deep = deeplyNestedLine(text);
  if (deep !== undefined) {
    return { problems: [{ line: deep, reason: 'is nested too deeply for a map of images', allowed: ALLOWED_LINE }] };
  }
  return readImageLock(text);
}

function readImageLock(text: string): ParsedImageLock {
  const { isMap, isScalar, LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', prettyErrors: false });
  const lineAt = (offset = 0) => lines.linePos(offset).line;
  const syntax = document.errors.map(({ message, pos }) => ({ line: lineAt(pos[0]), reason: lower(message) }));
  if (syntax.length > 0) return { problems: syntax };
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === '')) return { lock: {}, problems: [] };
  if (!isMap(contents)) {
    return {
      problems: [{ line: lineAt(contents.range?.[0]), reason: 'is not a map of images', allowed: ALLOWED_LINE }],
    };
  }
  const lock: Record<string, string> = {};
  const problems: LockProblem[] = [];
  for (const pair of contents.items) {
    const { name, digest, line, flaws } = readPair(pair, lineAt);
    problems.push(...flaws.map((flaw) => ({ line, ...withoutOk(flaw) })));
    if (name !== undefined && digest !== undefined) lock[name] = digest;
  }
  return problems.length === 0 ? { lock, problems } : { problems };
}

/** The lock as a file: sorted by name, one line each; the same text for the same lock, always. */
export function formatImageLock(lock: ImageLock): string {
  const names = Object.keys(lock).sort();
  return (
    HEADER + names.map((name) => `${name.startsWith('[') ? JSON.stringify(name) : name}: ${lock[name]}\n`).join('')
  );
}

/** The digest that the lock has for an image's upstream name, if any. */
export function lockedDigest(lock: ImageLock, name: string): string | undefined {
  return Object.hasOwn(lock, name) ? lock[name] : undefined;
}

/** Why a name cannot be a key of the lock: it needs its registry and tag, and no digest. */
export function refuseLockName(name: unknown): Refused | undefined {
  const parsed = parseImageReference(name);
  if (!parsed.ok) return parsed;
  const { tag, digest, ...repository } = parsed.value;
  if (digest !== undefined) {
    const suggestion = tag === undefined ? undefined : formatImageReference({ ...repository, tag });
    return refuse(`${quote(String(name))} has a digest already`, { allowed: ALLOWED_NAME, suggestion });
  }
  if (tag === undefined) return refuse(`${quote(String(name))} has no tag`, { allowed: ALLOWED_NAME });
  return undefined;
}

/**
 * The line by which a text nests collections deeper than a flat map ever does, if any.
 *
 * The YAML reader is recursive, and V8 aborts the process, past any `catch`, when a regular expression is compiled
 * at the end of the stack.
 */
function deeplyNestedLine(text: string): number | undefined {
  let open = 0;
  const lines = text.split(/\r\n?|\n/);
  const found = lines.findIndex((line) => {
    for (const char of line) {
      if (char === '[' || char === '{') open += 1;
      if (char === ']' || char === '}') open = Math.max(open - 1, 0);
    }
    const indent = line.length - line.trimStart().length;
    const nested = line.match(/[-?:](?=\s)/g)?.length ?? 0;
    return Math.max(open, indent, nested) > DEEPEST;
  });
  return found < 0 ? undefined : found + 1;
}

function readPair({ key, value }: Pair, lineAt: (offset?: number) => number) {
  const { isNode, isScalar } = yaml();
  const name = isScalar(key) ? key.value : undefined;
  const digest = isScalar(value) ? value.value : undefined;
  const nameFlaw = refuseLockName(name);
  const parsed = parseDigest(digest);
  return {
    line: lineAt(isNode(key) ? key.range?.[0] : undefined),
    name: nameFlaw === undefined ? String(name) : undefined,
    digest: parsed.ok ? parsed.value : undefined,
    flaws: [nameFlaw, parsed].filter((flaw): flaw is Refused => flaw !== undefined && !flaw.ok),
  };
}

function withoutOk({ ok: _, ...flaw }: Refused): Omit<Refused, 'ok'> {
  return flaw;
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
