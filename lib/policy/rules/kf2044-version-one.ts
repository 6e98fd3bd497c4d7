import { example, type PolicyRule } from './input';
import { SHEET_111 } from './source';

export const VERSION_ONE: PolicyRule = {
  id: 'KF2044',
  name: 'version-one',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'There is one version of the format. No known release checks the number, so a file for a later one would be read as if it were this one.',
  fix: 'write `version: 1`',
  faults: [],
  sources: [SHEET_111('1.1')],
  check({ policy: { version = 1 } }, report) {
    if (version !== 1) {
      report({ path: ['version'], problem: 'this version of the format is not known', got: version, allowed: '1' });
    }
  },
  examples: {
    failing: example({ version: 2 }),
    mended: example({ version: 1 }),
  },
};
