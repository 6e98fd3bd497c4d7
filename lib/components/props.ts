import type { Finding, RuleInfo } from '../diagnostics/rule';
import * as engine from '../diagnostics/rules/engine';
import { findForeignLeaves } from '../plan/foreign-leaf';
import { nearest } from '../syntax/nearest';
import type { ComponentDefinition, ComponentProps } from './definition';

/** A prop that the component does not have, or a deferred value where the structure depends on it. */
export interface PropProblem {
  readonly rule: RuleInfo;
  readonly finding: Finding;
}

/** What is wrong with the shape of the props, before any rule reads them. */
export function findPropProblems<Props extends ComponentProps>(
  { name, props: known }: ComponentDefinition<Props>,
  props: Props,
): PropProblem[] {
  const problems: PropProblem[] = [];
  for (const prop of Object.keys(props)) {
    if (!Object.hasOwn(known, prop)) {
      problems.push({
        rule: engine.UNKNOWN_PROP,
        finding: {
          path: [prop],
          problem: `${name} has no prop of this name`,
          got: prop,
          allowed: Object.keys(known).join(', '),
          fix: correction(prop, Object.keys(known)),
        },
      });
    } else if (known[prop as keyof Props] === 'structure') {
      for (const { path, problem } of findForeignLeaves(props[prop as keyof Props], 'none')) {
        problems.push({ rule: engine.DEFERRED_STRUCTURE, finding: { path: [prop, ...path], problem } });
      }
    }
  }
  return problems;
}

/** What to write instead, when one of the props is near; else the rule's general advice. */
function correction(prop: string, known: readonly string[]): string | undefined {
  const meant = nearest(prop, known);
  return meant === undefined ? undefined : `write ${meant}`;
}
