/** Two patterns as lists of pieces that take one character of a set, once or any number of times. */
interface Piece {
  readonly repeats: boolean;
  readonly takes: readonly Range[];
}

type Range = readonly [low: number, high: number];

const ANY: readonly Range[] = [[0, 0x10ffff]];
const DOT = 0x2e;
const NOT_DOT: readonly Range[] = complement([[DOT, DOT]]);

/** Whether some host fits both patterns; an empty one fits every host. source: facts/openshell.md §1.8 */
export function hostsOverlap(left: string, right: string): boolean {
  if (left === '' || right === '') return true;
  const [a, b] = [left.toLowerCase(), right.toLowerCase()];
  if (!a.includes('*') && !b.includes('*')) return a === b;
  return endsMayMeet(a, b) && languagesMeet(hostPieces(a), hostPieces(b));
}

/** Whether the plain texts at both ends leave room for a common host, which settles most pairs. */
function endsMayMeet(left: string, right: string): boolean {
  const [leftHead, rightHead] = [left.split('*', 1)[0]!, right.split('*', 1)[0]!];
  const [leftTail, rightTail] = [left.slice(left.lastIndexOf('*') + 1), right.slice(right.lastIndexOf('*') + 1)];
  return (
    (leftHead.startsWith(rightHead) || rightHead.startsWith(leftHead)) &&
    (leftTail.endsWith(rightTail) || rightTail.endsWith(leftTail))
  );
}

/** Whether some path fits both endpoint scopes. */
export function pathsOverlap(left: string, right: string): boolean {
  const all = ['', '**', '/**'];
  if (all.includes(left) || all.includes(right)) return true;
  const leftPieces = pathPieces(left);
  const rightPieces = pathPieces(right);
  // A scope that is no valid pattern is compared conservatively, as upstream does.
  return leftPieces === undefined || rightPieces === undefined || languagesMeet(leftPieces, rightPieces);
}

/** Walks both patterns at once; a repeating piece may be left at any time. */
function languagesMeet(left: readonly Piece[], right: readonly Piece[]): boolean {
  const width = right.length + 1;
  const seen = new Set<number>();
  const open = [0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const i = Math.floor(at / width);
    const j = at % width;
    const a = left[i];
    const b = right[j];
    if (a === undefined && b === undefined) return true;
    if (a?.repeats) open.push(at + width);
    if (b?.repeats) open.push(at + 1);
    if (a === undefined || b === undefined || !rangesMeet(a.takes, b.takes)) continue;
    open.push((a.repeats ? i : i + 1) * width + (b.repeats ? j : j + 1));
  }
  return false;
}

/** Only `*` is special: one within a label, two or more across labels. */
function hostPieces(host: string): Piece[] {
  return (host.match(/\*+|[^*]/gu) ?? []).map((part) =>
    part.startsWith('*') ? { repeats: true, takes: part.length > 1 ? ANY : NOT_DOT } : once(part),
  );
}

function pathPieces(path: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  const chars = [...path];
  for (let at = 0; at < chars.length; ) {
    const char = chars[at]!;
    if (char === '?') {
      pieces.push({ repeats: false, takes: ANY });
      at += 1;
    } else if (char === '*') {
      let end = at;
      while (chars[end] === '*') end += 1;
      const isComponent = (at === 0 || chars[at - 1] === '/') && (end === chars.length || chars[end] === '/');
      if (end - at > 2 || (end - at === 2 && !isComponent)) return undefined;
      pieces.push({ repeats: true, takes: ANY });
      at = end - at === 2 && chars[end] === '/' ? end + 1 : end;
    } else if (char === '[') {
      const negated = chars[at + 1] === '!';
      const begin = at + (negated ? 2 : 1);
      const close = chars.indexOf(']', begin);
      if (close <= begin) return undefined;
      const ranges = classRanges(chars.slice(begin, close));
      pieces.push({ repeats: false, takes: negated ? complement(ranges) : ranges });
      at = close + 1;
    } else {
      pieces.push(once(char));
      at += 1;
    }
  }
  return pieces;
}

function once(char: string): Piece {
  const code = char.codePointAt(0)!;
  return { repeats: false, takes: [[code, code]] };
}

function classRanges(chars: readonly string[]): Range[] {
  const ranges: Range[] = [];
  for (let at = 0; at < chars.length; ) {
    const isRange = chars[at + 1] === '-' && at + 2 < chars.length;
    const low = chars[at]!.codePointAt(0)!;
    const high = (isRange ? chars[at + 2]! : chars[at]!).codePointAt(0)!;
    if (low <= high) ranges.push([low, high]);
    at += isRange ? 3 : 1;
  }
  return ranges;
}

function rangesMeet(left: readonly Range[], right: readonly Range[]): boolean {
  return left.some(([low, high]) => right.some(([otherLow, otherHigh]) => low <= otherHigh && otherLow <= high));
}

function complement(ranges: readonly Range[]): readonly Range[] {
  const rest: Range[] = [];
  let from = 0;
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from < low) rest.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  if (from <= 0x10ffff) rest.push([from, 0x10ffff]);
  return rest;
}
