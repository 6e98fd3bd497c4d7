import { compileGlob, type Glob } from '../glob';
import type { RuntimeRule } from '../load';
import type { Matcher } from '../model';

/** A rule with its patterns compiled. An empty method, path or operation type never applies. */
export interface CompiledRule {
  readonly source: RuntimeRule;
  /** In upper case, for HTTP. */
  readonly method: string;
  /** As a pattern, for MCP. */
  readonly methodGlob: Glob | undefined;
  readonly path: Glob | 'any';
  readonly query: readonly (readonly [key: string, patterns: readonly Glob[]])[];
  readonly operationType: string;
  readonly operationName: Glob | undefined;
  readonly fields: readonly Glob[];
  readonly params: readonly (readonly [key: string, patterns: readonly Glob[]])[];
  readonly isBroken: boolean;
}

export function compileRules(rules: readonly RuntimeRule[], isJsonRpc: boolean): readonly CompiledRule[] {
  return rules.map((rule) => compileRule(rule, isJsonRpc));
}

function compileRule(source: RuntimeRule, isJsonRpc: boolean): CompiledRule {
  const compiled = {
    source,
    method: source.method.toUpperCase(),
    methodGlob: isJsonRpc ? compileGlob(source.method, '.') : undefined,
    path: source.path === '**' ? ('any' as const) : compileGlob(source.path, '/'),
    query: compileMatchers(source.query),
    operationType: source.operationType.toLowerCase(),
    operationName: source.operationName === '' ? undefined : compileGlob(source.operationName, '.'),
    fields: source.fields.map((field) => compileGlob(field, '.')),
    params: compileMatchers(source.params),
  };
  const globs = [
    compiled.methodGlob,
    compiled.path === 'any' ? undefined : compiled.path,
    compiled.operationName,
    ...compiled.fields,
    ...[...compiled.query, ...compiled.params].flatMap(([, patterns]) => patterns),
  ];
  return { ...compiled, isBroken: globs.some((glob) => glob?.error !== undefined) };
}

/** Values and names are read with `.` as separator. source: facts/verified.md §3 */
function compileMatchers(matchers: {
  readonly [key: string]: Matcher;
}): readonly (readonly [string, readonly Glob[]])[] {
  return Object.entries(matchers).map(([key, matcher]) => {
    const patterns = typeof matcher === 'string' ? [matcher] : matcher;
    return [
      key,
      patterns
        .filter((pattern) => typeof matcher !== 'string' || pattern !== '')
        .map((pattern) => compileGlob(pattern, '.')),
    ];
  });
}
