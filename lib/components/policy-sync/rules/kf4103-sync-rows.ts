import type { Rule } from '../../../diagnostics/rule';
import { itemFlaws, rowsClash } from '../../../gateway-state/item-shape';
import type { GatewayState } from '../../../plan/gateway-state';
import { EXAMPLE_ROWS, exampleSync } from '../example';
import type { PolicySyncProps } from '../props';

/** What a document fills in itself. */
const FILLED_IN = { owner: 'given', release: 'given', replaces: 'given' };

/** The rows can be written, each thing once. */
export const SYNC_ROWS: Rule<PolicySyncProps> = {
  id: 'KF4103',
  name: 'sync-rows',
  severity: 'error',
  acknowledge: 'never',
  why: 'Of two rows for one thing the later one wins at each run, and a row of a shape that the gateway does not have stops the run half-way, with some policies in force and some not.',
  fix: 'take the rows from `harnessStateOf`, `inferenceStateOf` and `gatewayStateOf`, each once',
  faults: ['F-NEM-10', 'F-SCR-01'],
  sources: ['facts/openshell.md §1.9', 'facts/openshell-0.0.46.md §6'],
  check({ state }, report) {
    const rows: unknown = state;
    if (!Array.isArray(rows) || rows.length === 0) {
      report({ path: ['state'], problem: 'there is nothing to write', allowed: 'at least one row' });
      return;
    }
    const flaws = rows.map((row) => itemFlaws(isObject(row) ? { ...FILLED_IN, ...row } : row));
    for (const [index, found] of flaws.entries()) {
      for (const problem of found) report({ path: ['state', index], problem });
    }
    if (flaws.some((found) => found.length > 0)) return;
    for (const problem of rowsClash(rows as readonly GatewayState[])) report({ path: ['state'], problem });
  },
  examples: {
    failing: exampleSync({
      state: [...EXAMPLE_ROWS, { kind: 'InferenceRoute', key: 'another-route', provider: 'openai', model: 'gpt-4.1' }],
    }),
    mended: exampleSync({ state: EXAMPLE_ROWS }),
  },
};

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
