/** A set of byte values a token consumes one of. */
export interface ByteClass {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [low: number, high: number])[];
}

/** One piece of a pattern. `separator` below is always `/`: other separators are rewritten to it first. */
export type Token =
  | { readonly kind: 'byte'; readonly byte: number }
  /** One byte that is not a separator. */
  | { readonly kind: 'any' }
  /** Any number of bytes that are not separators. */
  | { readonly kind: 'star' }
  /** Any number of any bytes. Endpoint scopes only, see path-scope.ts. */
  | { readonly kind: 'anything' }
  /** A leading `**` component: nothing, or anything that ends in a separator. */
  | { readonly kind: 'recursive-prefix' }
  /** A trailing `**` component: a separator, then anything. */
  | { readonly kind: 'recursive-suffix' }
  /** A `**` component in the middle: one separator, or anything between two. */
  | { readonly kind: 'recursive-middle' }
  | { readonly kind: 'class'; readonly class: ByteClass }
  | { readonly kind: 'alternates'; readonly branches: readonly (readonly Token[])[] };

/** Why a pattern is not one. The engine fails the whole evaluation on it, which denies. */
export class GlobSyntaxError extends Error {
  override readonly name = 'GlobSyntaxError';
}

/**
 * Reads a pattern as globset 0.4.18 does under regorus 0.9.1: literal separator `/`, case-sensitive, `\` escapes.
 * `pattern` holds one character per UTF-8 byte, since the engine matches bytes.
 * source: facts/verified.md §3; upstream/openshell-glob/cases.tsv
 */
export function tokenize(pattern: string): readonly Token[] {
  return new Tokenizer(pattern).run();
}

class Tokenizer {
  private at = 0;
  private previous: string | undefined;
  private current: string | undefined;
  /** The branch being filled is the last one; a group owns all branches from its start on. */
  private readonly branches: Token[][] = [[]];
  private readonly groups: number[] = [];

  constructor(private readonly pattern: string) {}

  run(): readonly Token[] {
    for (let char = this.next(); char !== undefined; char = this.next()) {
      if (char === '?') this.push({ kind: 'any' });
      else if (char === '*') this.star();
      else if (char === '[') this.class();
      else if (char === '{') this.open();
      else if (char === '}') this.close();
      else if (char === ',' && this.groups.length > 0) this.branches.push([]);
      else if (char === '\\') this.escape();
      else this.push({ kind: 'byte', byte: char.charCodeAt(0) });
    }
    if (this.groups.length > 0) throw new GlobSyntaxError('a "{" is never closed');
    return this.branches[0] ?? [];
  }

  private next(): string | undefined {
    this.previous = this.current;
    this.current = this.pattern[this.at];
    if (this.current !== undefined) this.at += 1;
    return this.current;
  }

  private peek(): string | undefined {
    return this.pattern[this.at];
  }

  private get branch(): Token[] {
    return this.branches[this.branches.length - 1]!;
  }

  private push(token: Token): void {
    this.branch.push(token);
  }

  private open(): void {
    this.groups.push(this.branches.length);
    this.branches.push([]);
  }

  private close(): void {
    const start = this.groups.pop();
    if (start === undefined) throw new GlobSyntaxError('a "}" was never opened');
    this.push({ kind: 'alternates', branches: this.branches.splice(start) });
  }

  private escape(): void {
    const char = this.next();
    if (char === undefined) throw new GlobSyntaxError('the last "\\" escapes nothing');
    this.push({ kind: 'byte', byte: char.charCodeAt(0) });
  }

  /** `**` is special only as a whole component; anywhere else it is two `*`, so `/a**` behaves as `/a*`. */
  private star(): void {
    const before = this.previous;
    if (this.peek() !== '*') {
      this.push({ kind: 'star' });
      return;
    }
    this.next();
    if (this.branch.length === 0) {
      if (this.peek() !== undefined && this.peek() !== '/') {
        this.doubleStar();
      } else {
        this.push({ kind: 'recursive-prefix' });
        this.next();
      }
      return;
    }
    const opensBranch = this.branches.length > 1 && (before === ',' || before === '{');
    if (before !== '/' && !opensBranch) {
      this.doubleStar();
      return;
    }
    const after = this.peek();
    const endsBranch = this.branches.length >= 2 && (after === ',' || after === '}');
    if (after === undefined || endsBranch) {
      this.recursive(true);
    } else if (after === '/') {
      this.next();
      this.recursive(false);
    } else {
      this.doubleStar();
    }
  }

  private doubleStar(): void {
    this.push({ kind: 'star' });
    this.push({ kind: 'star' });
  }

  /** Takes the place of the token before it (the separator); a run of `**` components stays one. */
  private recursive(isSuffix: boolean): void {
    const replaced = this.branch.pop();
    if (replaced?.kind === 'recursive-prefix' || replaced?.kind === 'recursive-suffix') this.push(replaced);
    else this.push({ kind: isSuffix ? 'recursive-suffix' : 'recursive-middle' });
  }

  private class(): void {
    const negated = this.peek() === '!' || this.peek() === '^';
    if (negated) this.next();
    const ranges: [number, number][] = [];
    let first = true;
    let inRange = false;
    for (;;) {
      const char = this.next();
      if (char === undefined) throw new GlobSyntaxError('a "[" is never closed');
      if (char === ']' && !first) break;
      const code = char.charCodeAt(0);
      if (char === '-' && !first && !inRange) {
        inRange = true;
      } else if (inRange) {
        const range = ranges[ranges.length - 1]!;
        range[1] = code;
        if (range[1] < range[0]) throw new GlobSyntaxError('a range in "[…]" ends before it begins');
        inRange = false;
      } else {
        ranges.push([code, code]);
      }
      first = false;
    }
    if (inRange) ranges.push([0x2d, 0x2d]);
    this.push({ kind: 'class', class: { negated, ranges } });
  }
}
