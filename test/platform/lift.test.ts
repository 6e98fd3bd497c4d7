import { evaluate } from '../../lib/diagnostics/evaluate';
import type { Rule } from '../../lib/diagnostics/rule';
import { liftRule } from '../../lib/platform/rules/lift';

const POSITIVE: Rule<{ count: number }> = {
  id: 'KF9001',
  name: 'positive',
  severity: 'error',
  acknowledge: 'never',
  why: 'Because.',
  fix: 'count up',
  faults: [],
  sources: ['here'],
  check({ count }, report) {
    if (count === 0) report({ path: [], problem: 'none' });
    report.whenKnown(['count'], count, (known) => (known < 0 ? [{ path: ['count'], problem: 'negative' }] : []));
  },
  examples: { failing: { count: -1 }, mended: { count: 1 } },
};

const lifted = liftRule<{ count: number }, { inner?: { count: number } }>(POSITIVE, {
  read: ({ inner }) => inner,
  place: (path) => ['inner', ...path],
  embed: (inner) => ({ inner }),
});

test.each([
  [{ inner: { count: 0 } }, ['inner']],
  [{ inner: { count: -1 } }, ['inner', 'count']],
  [{ inner: { count: 1 } }, undefined],
  [{}, undefined],
])('%j is reported at %j', (props, path) => {
  const { diagnostics } = evaluate([lifted], props, { construct: 'x', subject: 'props' });
  expect(diagnostics.map((diagnostic) => diagnostic.path)).toEqual(path ? [path] : []);
});

test('a deferred value keeps its place', () => {
  const late = { __proto__: { apply() {}, get() {} }, __pulumiOutput: true };
  const { deferred } = evaluate([lifted], { inner: { count: late as never } }, { construct: 'x', subject: 'props' });
  expect(deferred.map(({ path }) => path)).toEqual([['inner', 'count']]);
  expect(deferred[0]!.diagnose(-1).map(({ path }) => path)).toEqual([['inner', 'count']]);
});

test('the examples are embedded', () => {
  expect(lifted.examples).toEqual({ failing: { inner: { count: -1 } }, mended: { inner: { count: 1 } } });
});
