import { Automaton } from './glob/automaton';
import type { Token } from './glob/tokens';

/**
 * An endpoint's `path` as the proxy reads it when it chooses the endpoint for a request.
 *
 * That is another matcher than the one of rule paths: `*` crosses `/`, `P/**` covers `P` itself, braces are plain
 * characters, and a malformed pattern matches only its own text. source: facts/openshell-0.0.46.md §1.4
 */
export interface PathScope {
  readonly pattern: string;
  /** Count of characters that are not `*`; the highest one wins the request. source: §1.5 step 6 */
  readonly specificity: number;
  matches(path: string): boolean;
}

export function compilePathScope(pattern: string): PathScope {
  const specificity = [...pattern].filter((char) => char !== '*').length;
  return { pattern, specificity, matches: matcher(pattern) };
}

function matcher(pattern: string): (path: string) => boolean {
  if (pattern === '' || pattern === '**' || pattern === '/**') return () => true;
  if (pattern.endsWith('/**')) {
    const prefix = pattern.slice(0, -'/**'.length);
    return (path) => path === pattern || path === prefix || path.startsWith(`${prefix}/`);
  }
  const glob = compileProxyGlob(pattern);
  return glob === undefined ? (path) => path === pattern : (path) => path === pattern || glob(path);
}

/** A pattern under the rules of the proxy's own glob library, or nothing when that library refuses it. */
export function compileProxyGlob(pattern: string): ((value: string) => boolean) | undefined {
  const tokens = tokenizeScope(pattern);
  if (tokens === undefined) return undefined;
  const automaton = new Automaton(tokens);
  return (value) => automaton.matches(value);
}

function tokenizeScope(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; ) {
    const char = pattern[at]!;
    if (char === '?') {
      tokens.push({ kind: 'class', class: { negated: true, ranges: [] } });
      at += 1;
    } else if (char === '*') {
      const end = endOfStars(pattern, at);
      const count = end - at;
      if (count > 2) return undefined;
      if (count === 1) tokens.push({ kind: 'anything' });
      else {
        // `**` has to be a whole component, and takes the separator after it along.
        const begins = at === 0 || pattern[at - 1] === '/';
        const ends = end === pattern.length || pattern[end] === '/';
        if (!begins || !ends) return undefined;
        tokens.push({ kind: 'recursive-prefix' });
      }
      at = count === 2 && pattern[end] === '/' ? end + 1 : end;
    } else if (char === '[') {
      const negated = pattern[at + 1] === '!';
      const begin = at + (negated ? 2 : 1);
      const close = pattern.indexOf(']', begin + 1);
      if (close < 0) return undefined;
      tokens.push({ kind: 'class', class: { negated, ranges: ranges(pattern.slice(begin, close)) } });
      at = close + 1;
    } else {
      tokens.push({ kind: 'byte', byte: char.charCodeAt(0) });
      at += 1;
    }
  }
  return tokens;
}

function endOfStars(pattern: string, at: number): number {
  let end = at;
  while (pattern[end] === '*') end += 1;
  return end;
}

function ranges(text: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 0; at < text.length; ) {
    const low = text.charCodeAt(at);
    const isRange = text[at + 1] === '-' && at + 2 < text.length;
    found.push([low, isRange ? text.charCodeAt(at + 2) : low]);
    at += isRange ? 3 : 1;
  }
  return found;
}
