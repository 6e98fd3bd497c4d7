import { canonicalText } from '../canonical';
import { globIncludes, globsDisjoint } from '../glob';
import type { RuntimeEndpoint, RuntimeRule } from '../load';
import type { Matcher } from '../model';

/** Whether `wide` certainly allows every request that `narrow` allows, both being of one protocol. */
export function ruleCovers(wide: RuntimeRule, narrow: RuntimeRule, protocol: string): boolean {
  if (protocol !== 'rest' && !(protocol === 'websocket' && narrow.operationType === '')) {
    return canonicalText(wide) === canonicalText(narrow);
  }
  return methodCovers(wide.method, narrow.method) && pathCovers(wide.path, narrow.path) && queryCovers(wide, narrow);
}

/** Whether no request is certainly subject to both, so that a denial of one cannot touch the other. */
export function rulesDisjoint(deny: RuntimeRule, allow: RuntimeRule, protocol: string): boolean {
  if (protocol !== 'rest' && protocol !== 'websocket') return false;
  if (deny.operationType !== '' || allow.operationType !== '') return false;
  const isMethodShared =
    deny.method === '*' || allow.method === '*' || methodsOf(deny).some((method) => methodsOf(allow).includes(method));
  return !isMethodShared || globsDisjoint(rooted(deny.path), rooted(allow.path), '/');
}

/** Whether the endpoint certainly never applies a deny rule to what the rule allows, unless `among` does so too. */
export function deniesNothingOf(
  allow: RuntimeRule,
  ceiling: RuntimeEndpoint,
  among: readonly RuntimeRule[],
  protocol: string,
): boolean {
  const known = among.map(canonicalText);
  return ceiling.denyRules.every((deny) => known.includes(canonicalText(deny)) || rulesDisjoint(deny, allow, protocol));
}

/** HEAD goes where GET goes. */
function methodsOf({ method }: RuntimeRule): readonly string[] {
  const upper = method.toUpperCase();
  return upper === 'GET' ? ['GET', 'HEAD'] : [upper];
}

function methodCovers(wide: string, narrow: string): boolean {
  if (wide === '*') return true;
  const [a, b] = [wide.toUpperCase(), narrow.toUpperCase()];
  return narrow !== '*' && (a === b || (a === 'GET' && b === 'HEAD'));
}

function pathCovers(wide: string, narrow: string): boolean {
  return wide === '**' || globIncludes(wide, rooted(narrow), '/');
}

/** Canonical paths begin with a slash, so `**` is `/**`. */
function rooted(path: string): string {
  return path === '**' ? '/**' : path;
}

/** Each key the wide rule asks for must be asked for by the narrow one, with no more values. */
function queryCovers(wide: RuntimeRule, narrow: RuntimeRule): boolean {
  return Object.entries(wide.query).every(([key, matcher]) => {
    const asked = Object.hasOwn(narrow.query, key) ? narrow.query[key] : undefined;
    return asked !== undefined && matcherCovers(matcher, asked);
  });
}

function matcherCovers(wide: Matcher, narrow: Matcher): boolean {
  const patterns = [wide].flat();
  return [narrow].flat().every((pattern) => patterns.some((candidate) => globIncludes(candidate, pattern, '.')));
}
