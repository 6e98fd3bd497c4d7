import { remembering } from '../syntax/memo';
import { Automaton } from './glob/automaton';
import * as compare from './glob/compare';
import { GlobSyntaxError, type Token, tokenize } from './glob/tokens';

/** The separator a pattern is read with: `/` for paths and binaries, `.` for hosts, query values and names. */
export type Separator = '/' | '.';

/** A pattern as the policy engine understands it, compiled once. */
export interface Glob {
  readonly pattern: string;
  readonly separator: Separator;
  /** Why the engine fails on this pattern; evaluation then ends in a denial. */
  readonly error?: string;
  /** Whether the engine's `glob.match` says yes. Always no for a pattern with `error`. */
  matches(value: string): boolean;
}

/** The engine uses this byte itself and refuses patterns and values that hold it. */
const RESERVED = '\0';
const MAGIC = /[*?[\]{}\\]/;
const NON_ASCII = /[\u0080-\uffff]/;

/**
 * Compiles `pattern` to what `glob.match(pattern, [separator], value)` answers in regorus 0.9.1.
 * Query values, GraphQL, tool and operation names are matched upstream with an empty separator list, which behaves
 * as `.`. source: facts/verified.md §3; upstream/openshell-glob/cases.tsv
 */
export function compileGlob(pattern: string, separator: Separator): Glob {
  return separator === '/' ? pathGlob(pattern) : nameGlob(pattern);
}

// Policies repeat the same few patterns in hundreds of endpoints.
const pathGlob = remembering((pattern) => compileAnew(pattern, '/'));
const nameGlob = remembering((pattern) => compileAnew(pattern, '.'));

function compileAnew(pattern: string, separator: Separator): Glob {
  if (pattern.includes(RESERVED)) {
    return broken(pattern, separator, 'the pattern holds a NUL character');
  }
  try {
    return new TokenGlob(pattern, separator, MAGIC.test(pattern) ? tokenize(asPath(pattern, separator)) : undefined);
  } catch (error) {
    if (error instanceof GlobSyntaxError) return broken(pattern, separator, error.message);
    throw error;
  }
}

/** What lies between the plain ends of a pattern: nothing, one star, anything at all, or what only a walk can tell. */
type Middle = 'nothing' | 'star' | 'anything' | 'pattern';

/**
 * A glob that looks at the plain texts first in which every match begins and ends. They settle most values without a
 * walk, and the commonest patterns need none at all.
 */
class TokenGlob implements Glob {
  private readonly head: string;
  private readonly tail: string;
  private readonly middle: Middle;
  private automaton: Automaton | undefined;

  constructor(
    readonly pattern: string,
    readonly separator: Separator,
    private readonly tokens: readonly Token[] | undefined,
  ) {
    const ends = tokens === undefined ? { head: pattern, tail: '' } : plainEnds(pattern);
    this.head = ends.head;
    this.tail = ends.tail;
    this.middle = tokens === undefined ? 'nothing' : middleOf(pattern, separator, ends);
  }

  matches(value: string): boolean {
    if (this.middle === 'nothing') return value === this.pattern;
    const { head, tail } = this;
    if (!value.startsWith(head) || !value.endsWith(tail) || value.includes(RESERVED)) return false;
    if (this.middle === 'anything') return true;
    if (this.middle === 'star') {
      const separated = value.indexOf(this.separator, head.length);
      const end = value.length - tail.length;
      return end >= head.length && (separated < 0 || separated >= end);
    }
    this.automaton ??= new Automaton(this.tokens ?? []);
    return this.automaton.matches(asPath(value, this.separator));
  }
}

interface Ends {
  readonly head: string;
  readonly tail: string;
}

function plainEnds(pattern: string): Ends {
  // A value that is no valid text is compared byte by byte, which only ASCII survives unchanged.
  if (NON_ASCII.test(pattern)) return { head: '', tail: '' };
  const head = pattern.slice(0, pattern.search(MAGIC));
  const rest = pattern.slice(pattern.search(/[*?[\]{}\\][^*?[\]{}\\]*$/) + 1);
  // A separator after `**` belongs to it.
  return { head, tail: pattern.includes('**') && /^[/.]/.test(rest) ? rest.slice(1) : rest };
}

function middleOf(pattern: string, separator: Separator, { head, tail }: Ends): Middle {
  if (NON_ASCII.test(pattern)) return 'pattern';
  if (pattern === `${head}*${tail}`) return 'star';
  const isBelow = separator === '/' && pattern === `${head}**` && head.length > 1 && head.endsWith('/');
  return isBelow ? 'anything' : 'pattern';
}

/** Whether `wide` certainly matches everything that `narrow` matches. */
export function globIncludes(wide: string, narrow: string, separator: Separator): boolean {
  return compare.includes(asPath(wide, separator), asPath(narrow, separator));
}

/** Whether certainly nothing matches both. */
export function globsDisjoint(left: string, right: string, separator: Separator): boolean {
  return compare.areDisjoint(asPath(left, separator), asPath(right, separator));
}

function broken(pattern: string, separator: Separator, error: string): Glob {
  return { pattern, separator, error, matches: () => false };
}

/**
 * The engine knows only `/` as a separator: with `.` it hides every `/` and puts a `/` on both sides of every dot,
 * in the pattern and in the value alike (so `[.]` becomes a class with `/` in it, oddly). One character per byte.
 */
function asPath(text: string, separator: Separator): string {
  const bytes = NON_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
  if (separator === '/') return bytes;
  return bytes.replaceAll('/', RESERVED).replaceAll('.', '/./');
}
