import type { PolicyInput, PolicyRule } from '../../rules/input';
import { exampleOnNewest } from '../../rules/input';
import { SHEET_111 } from '../../rules/source';

/** What the supervisor has in itself. source: facts/openshell.md §1.7 */
const BUILT_IN = ['openshell/regex'];

export const BUILT_IN_MIDDLEWARES: PolicyRule = {
  id: 'KF2053',
  name: 'built-in-middlewares',
  severity: 'error',
  acknowledge: 'never',
  why: 'Other middlewares are registered with a gateway. A supervisor that reads its policy from a file knows only the built-in ones and ends on any other.',
  fix: 'use `openshell/regex`, or run this agent through a gateway that has the middleware registered',
  faults: [],
  sources: [SHEET_111('1.7'), 'NVIDIA/OpenShell v0.0.111, crates/openshell-sandbox/src/lib.rs, `load_policy`'],
  check({ policy: { networkMiddlewares = {} } }, report) {
    for (const [key, { middleware }] of Object.entries(networkMiddlewares)) {
      if (BUILT_IN.includes(middleware)) continue;
      report({
        path: ['networkMiddlewares', key, 'middleware'],
        problem: 'the supervisor of a pool does not know this middleware',
        got: middleware,
        allowed: BUILT_IN.join(', '),
      });
    }
  },
  examples: { failing: passingThrough('acme/scan', {}), mended: passingThrough('openshell/regex', { mode: 'redact' }) },
};

function passingThrough(middleware: string, config: { readonly [key: string]: unknown }): PolicyInput {
  const endpoints = { include: ['tickets.example.com'] };
  return exampleOnNewest({ networkMiddlewares: { scrub: { middleware, config, endpoints } } });
}
