import type { Matcher } from '../model';
import type { Refuse } from './problem';

/** An empty pattern or an empty list arrives as a matcher without any, which upstream refuses. */
export function checkMatchers(matchers: { readonly [key: string]: Matcher }, refuse: Refuse): void {
  for (const [key, matcher] of Object.entries(matchers)) {
    if (matcher.length === 0) refuse('a pattern is needed, or a list of patterns', key);
  }
}

/** Whether one of the patterns is more than plain text. source: facts/openshell.md §1.4 */
export function usesWildcard(matcher: Matcher): boolean {
  return (typeof matcher === 'string' ? [matcher] : matcher).some((pattern) => /[*?[\]{}]/.test(pattern));
}
