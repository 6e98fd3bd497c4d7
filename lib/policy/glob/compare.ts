import { Automaton } from './automaton';
import { type Token, tokenize } from './tokens';

/** Pairs of states looked at before a comparison is given up. */
const MOST_PAIRS = 20_000;

/**
 * Whether every text of `narrow` is one of `wide` too. A yes is certain; a no may be wrong where the search was given
 * up or a pattern is malformed. Patterns are in the engine's internal form, one character per byte.
 */
export function includes(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  return search(narrow, wide, (inNarrow, inWide) => inNarrow && !inWide) === 'nothing';
}

/** Whether no text is one of both. A yes is certain. */
export function areDisjoint(left: string, right: string): boolean {
  return search(left, right, (inLeft, inRight) => inLeft && inRight) === 'nothing';
}

/** Walks both automata over all texts, as far as the first can still match, until a pair of states is wanted. */
function search(
  left: string,
  right: string,
  wanted: (inLeft: boolean, inRight: boolean) => boolean,
): 'found' | 'nothing' | 'gave up' {
  const tokens = [tryTokenize(left), tryTokenize(right)];
  const [leftTokens, rightTokens] = tokens;
  if (leftTokens === undefined || rightTokens === undefined) return 'gave up';
  const a = new Automaton(leftTokens);
  const b = new Automaton(rightTokens);
  const bytes = representatives([...leftTokens, ...rightTokens]);
  const seen = new Set<string>();
  const open: [number, number][] = [[a.start, b.start]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [i, j] = pair;
    const key = `${i} ${j}`;
    if (i === DEAD || seen.has(key)) continue;
    if (seen.size >= MOST_PAIRS) return 'gave up';
    seen.add(key);
    if (wanted(a.isAccepting(i), b.isAccepting(j))) return 'found';
    for (const byte of bytes) open.push([a.step(i, byte), b.step(j, byte)]);
  }
  return 'nothing';
}

const DEAD = 0;
const SLASH = 0x2f;

function tryTokenize(pattern: string): readonly Token[] | undefined {
  try {
    return tokenize(pattern);
  } catch {
    return undefined;
  }
}

/** One byte of each kind that the patterns tell apart: what they name, the borders of classes, and two others. */
function representatives(tokens: readonly Token[]): readonly number[] {
  const bytes = new Set<number>([SLASH]);
  const visit = (token: Token): void => {
    if (token.kind === 'byte') bytes.add(token.byte);
    if (token.kind === 'alternates') for (const branch of token.branches) branch.forEach(visit);
    if (token.kind === 'class') {
      for (const [low, high] of token.class.ranges) {
        for (const byte of [low - 1, low, high, high + 1]) if (byte >= 0 && byte <= 255) bytes.add(byte);
      }
    }
  };
  tokens.forEach(visit);
  for (let byte = 1; byte <= 255; byte += 1) {
    if (!bytes.has(byte)) return [...bytes, byte];
  }
  return [...bytes];
}
