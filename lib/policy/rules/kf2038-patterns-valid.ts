import type { Path } from '../../plan/path';
import { compileGlob, type Separator } from '../glob';
import type { RuleDocument } from '../model';
import { endpointsOf, example, oneRule, type PolicyRule, rulesOf, SOUND_ENDPOINT } from './input';
import { SHEET_46 } from './source';

function valueMatchers(rule: RuleDocument): { readonly [field: string]: readonly string[] } {
  return {
    query: Object.values(rule.query ?? {}).flat(),
    params: Object.values(rule.params ?? {}).flat(),
    tool: rule.tool === undefined ? [] : [rule.tool].flat(),
    operationName: rule.operationName === undefined ? [] : [rule.operationName],
    fields: rule.fields ?? [],
  };
}

export const PATTERNS_VALID: PolicyRule = {
  id: 'KF2038',
  name: 'patterns-valid',
  severity: 'error',
  acknowledge: 'never',
  why: 'A malformed pattern is found only when a request is evaluated, and then denies it; a malformed host pattern denies everything.',
  fix: 'close every `[` and `{`, or escape them with `\\\\`',
  faults: [],
  sources: [SHEET_46('1.2'), SHEET_46('1.5')],
  check({ policy }, report) {
    const check = (pattern: string, separator: Separator, path: Path) => {
      const { error } = compileGlob(pattern, separator);
      if (error !== undefined) report({ path, problem: `the pattern is malformed: ${error}`, got: pattern });
    };
    for (const [key, { binaries = [] }] of Object.entries(policy.networkPolicies ?? {})) {
      for (const [index, binary] of binaries.entries()) {
        if (binary.includes('*')) check(binary, '/', ['networkPolicies', key, 'binaries', index]);
      }
    }
    for (const placed of endpointsOf(policy)) {
      const { host = '', path: scope = '' } = placed.endpoint;
      if (host.includes('*')) check(host, '.', [...placed.path, 'host']);
      check(scope, '/', [...placed.path, 'path']);
      for (const [rule, path] of rulesOf(placed)) {
        check(rule.path ?? '', '/', [...path, 'path']);
        for (const [field, matchers] of Object.entries(valueMatchers(rule))) {
          for (const matcher of matchers) check(matcher, '.', [...path, field]);
        }
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, rules: [{ method: 'GET', path: '/v1/[ab' }] })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, rules: [{ method: 'GET', path: '/v1/[ab]' }] })),
  },
};
