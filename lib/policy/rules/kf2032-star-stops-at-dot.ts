import type { Path } from '../../plan/path';
import type { Matcher, RuleDocument } from '../model';
import { endpointsOf, example, oneRule, type PolicyRule, rulesOf, SOUND_ENDPOINT } from './input';

/** The patterns of a rule that are read with `.` as separator, with their places. */
function valuePatterns(rule: RuleDocument): [string, Path][] {
  const matcher = (value: Matcher | undefined, at: Path): [string, Path][] =>
    value === undefined ? [] : (typeof value === 'string' ? [value] : value).map((pattern) => [pattern, at]);
  return [
    ...Object.entries(rule.query ?? {}).flatMap(([key, value]) => matcher(value, ['query', key])),
    ...Object.entries(rule.params ?? {}).flatMap(([key, value]) => matcher(value, ['params', key])),
    ...matcher(rule.tool, ['tool']),
    ...matcher(rule.operationName, ['operationName']),
    ...matcher(rule.fields, ['fields']),
  ];
}

export const STAR_STOPS_AT_DOT: PolicyRule = {
  id: 'KF2032',
  name: 'star-stops-at-dot',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Query values, GraphQL names, methods and tools are matched with `.` as separator: `*` does not match `1.2`, and `get_*` not `get_x.y`.',
  fix: 'write `**`, or acknowledge that values without dots are meant',
  faults: ['F-POL-19'],
  sources: ['facts/verified.md §3'],
  check({ policy }, report) {
    for (const placed of endpointsOf(policy)) {
      for (const [rule, path] of rulesOf(placed)) {
        for (const [pattern, at] of valuePatterns(rule)) {
          if (/(^|[^*])\*([^*]|$)/.test(pattern)) {
            report({ path: [...path, ...at], problem: '`*` does not match a dot here', got: pattern });
          }
        }
      }
    }
  },
  examples: {
    failing: example(
      oneRule({ ...SOUND_ENDPOINT, rules: [{ method: 'GET', path: '/v1/**', query: { version: '*' } }] }),
    ),
    mended: example(
      oneRule({ ...SOUND_ENDPOINT, rules: [{ method: 'GET', path: '/v1/**', query: { version: '**' } }] }),
    ),
  },
};
