/** A request target in its one spelling. */
export interface CanonicalTarget {
  readonly path: string;
  readonly query: { readonly [key: string]: readonly string[] };
}

const MAX_PATH = 4096;
/** Stands for an encoded slash inside a segment; no such byte can be in a target. */
const ENCODED_SLASH = 1;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const PLAIN = /[A-Za-z0-9\-._~!$&'()*+,;=:@]/;
/** A path that is canonical as it stands: no dot segments, no empty ones but the last, nothing to decode or drop. */
const CANONICAL = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9\-._~!$&'()*+,=:@]+)*\/?$/;
const NO_QUERY: { readonly [key: string]: readonly string[] } = {};

/**
 * The target as the proxy rewrites it before it looks at any rule, or why it closes the connection: percent-decoded,
 * dot segments resolved, slashes collapsed, `;parameters` dropped. source: facts/openshell-0.0.46.md §1.4
 */
export function canonicalTarget(target: string, allowEncodedSlash: boolean): CanonicalTarget | string {
  if (target !== '' && target.length <= MAX_PATH && CANONICAL.test(target) && !target.includes('://')) {
    return { path: target, query: NO_QUERY };
  }
  for (const char of target) {
    const code = char.codePointAt(0)!;
    if (code < 0x20 || code === 0x7f) return 'the target holds a control character';
    if (code >= 0x80) return 'the target holds a character that is not ASCII';
    if (char === ' ') return 'the target holds a space';
  }
  if (target.includes('#')) return 'the target holds a fragment';
  const mark = target.indexOf('?');
  const path = canonicalPath(originForm(mark < 0 ? target : target.slice(0, mark)), allowEncodedSlash);
  if (typeof path !== 'object') return path;
  const query = mark < 0 ? {} : parseQuery(target.slice(mark + 1));
  return typeof query === 'string' ? query : { path: path.path, query };
}

/** Whether a canonical path still holds a slash that was sent encoded. */
export function hasEncodedSlash(path: string): boolean {
  return path.includes('%2F');
}

function originForm(path: string): string {
  const scheme = path.indexOf('://');
  if (scheme < 0) return path === '' ? '/' : path;
  const slash = path.indexOf('/', scheme + 3);
  return slash < 0 ? '/' : path.slice(slash);
}

function canonicalPath(raw: string, allowEncodedSlash: boolean): { readonly path: string } | string {
  if (!raw.startsWith('/')) return 'the target is no path';
  if (raw.length > MAX_PATH) return 'the path is too long';
  const bytes = decodePath(raw, allowEncodedSlash);
  if (typeof bytes === 'string') return bytes;
  const segments = resolveDots(splitSegments(bytes.slice(1)));
  return typeof segments === 'string' ? segments : { path: `/${segments.map(encodeSegment).join('/')}` };
}

function decodePath(raw: string, allowEncodedSlash: boolean): number[] | string {
  const bytes: number[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    if (raw[at] !== '%') {
      bytes.push(raw.charCodeAt(at));
      continue;
    }
    const hex = raw.slice(at + 1, at + 3);
    if (!/^[0-9a-fA-F]{2}$/.test(hex)) return 'the target holds a broken percent-encoding';
    const byte = Number.parseInt(hex, 16);
    if (byte === SLASH && !allowEncodedSlash)
      return 'the path holds an encoded slash, which the endpoint does not allow';
    if (byte < 0x20 || byte === 0x7f) return 'the target holds a control character';
    bytes.push(byte === SLASH ? ENCODED_SLASH : byte);
    at += 2;
  }
  return bytes;
}

function splitSegments(bytes: readonly number[]): number[][] {
  const segments: number[][] = [[]];
  for (const byte of bytes) {
    if (byte === SLASH) segments.push([]);
    else segments[segments.length - 1]!.push(byte);
  }
  return segments;
}

function resolveDots(segments: readonly number[][]): number[][] | string {
  const resolved: number[][] = [];
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    const text = String.fromCharCode(...segment);
    if (text === '..' && resolved.pop() === undefined) return 'the path climbs above its root';
    if (text === '..' || text === '.') {
      if (isLast) resolved.push([]);
    } else if (segment.length > 0 || isLast) {
      resolved.push([...segment]);
    }
  }
  return resolved;
}

function encodeSegment(segment: readonly number[]): string {
  const end = segment.indexOf(SEMICOLON);
  return (end < 0 ? segment : segment.slice(0, end))
    .map((byte) => {
      if (byte === ENCODED_SLASH) return '%2F';
      const char = String.fromCharCode(byte);
      return byte < 0x80 && PLAIN.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function parseQuery(query: string): { readonly [key: string]: readonly string[] } | string {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const mark = pair.indexOf('=');
    const key = decodeComponent(mark < 0 ? pair : pair.slice(0, mark));
    const value = decodeComponent(mark < 0 ? '' : pair.slice(mark + 1));
    if (key === undefined || value === undefined) return 'the query holds a broken percent-encoding';
    const known = values.get(key);
    if (known === undefined) values.set(key, [value]);
    else known.push(value);
  }
  return Object.fromEntries(values);
}

function decodeComponent(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
