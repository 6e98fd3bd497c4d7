import { isRecord } from '../../../api/rules/spot';
import type { Finding, Report, Rule } from '../../../diagnostics/rule';
import type { Leaf } from '../../../plan/leaf';
import type { Path } from '../../../plan/path';
import { exampleHarness } from '../example';
import type { NemoClawHarnessProps } from '../props';

/** Limits of the gateway. source: crates/openshell-server/src/grpc/mod.rs at v0.0.46 */
const MOST = 128;
const LONGEST = 8192;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,255}$/;

/** Variables are names with plain values. */
export const ENV_PLAIN: Rule<NemoClawHarnessProps> = {
  id: 'KF5606',
  name: 'harness-env-plain',
  severity: 'error',
  acknowledge: 'never',
  why: 'kagent drops a variable with `valueFrom`; only a line in its log says so. The gateway refuses more than it has room for, and the harness stays at EnsureFailed.',
  fix: 'give plain values; keep secrets in the gateway’s providers, as channels do',
  faults: ['F-KAG-11'],
  sources: ['facts/kagent.md §3', 'facts/openshell-0.0.46.md §3'],
  check({ env }, report) {
    if (env === undefined) return;
    if (!Array.isArray(env)) {
      report({ path: ['env'], problem: 'this is no list of variables', allowed: '[{ name, value }]' });
      return;
    }
    if (env.length > MOST) {
      report({
        path: ['env'],
        problem: 'these are more variables than a sandbox may have',
        got: env.length,
        allowed: `at most ${MOST}`,
      });
    }
    const seen = new Set<string>();
    env.forEach((item: unknown, index) => {
      checkVariable(item, ['env', index], seen, report);
    });
  },
  examples: {
    failing: exampleHarness({
      env: [{ name: 'REGION', valueFrom: { configMapKeyRef: { name: 'site', key: 'region' } } }],
    }),
    mended: exampleHarness({ env: [{ name: 'REGION', value: 'eu-west-1' }] }),
  },
};

function checkVariable(item: unknown, path: Path, seen: Set<string>, report: Report): void {
  if (!isRecord(item)) {
    report({ path, problem: 'this is no variable', allowed: '{ name, value }' });
    return;
  }
  const { name, value, valueFrom } = item;
  if (typeof name !== 'string' || !NAME.test(name)) {
    const allowed = 'letters, digits and underscores, no digit first, at most 256';
    report({ path: [...path, 'name'], problem: 'this is no name of a variable', got: name, allowed });
    return;
  }
  if (seen.has(name)) report({ path: [...path, 'name'], problem: 'the variable is given twice', got: name });
  seen.add(name);
  if (valueFrom !== undefined) {
    report({ path: [...path, 'valueFrom'], problem: `${name} would be left out`, got: valueFrom, allowed: 'value' });
  } else if (value === undefined || value === null) {
    report({ path: [...path, 'value'], problem: `${name} has no value`, allowed: 'a text' });
  } else {
    report.whenKnown([...path, 'value'], value as Leaf<unknown>, (known) => valueFindings(name, known, path));
  }
}

// The value itself is not shown: it may be what should not be there.
function valueFindings(name: string, value: unknown, path: Path): Finding[] {
  const at = [...path, 'value'];
  if (typeof value !== 'string') return [{ path: at, problem: `the value of ${name} is no text`, allowed: 'a text' }];
  const bytes = Buffer.byteLength(value);
  if (bytes <= LONGEST) return [];
  return [{ path: at, problem: `the value of ${name} has ${bytes} bytes`, allowed: `at most ${LONGEST}` }];
}
