import { LANDLOCK_COMPATIBILITIES } from '../model';
import { example, type PolicyRule } from './input';
import { SHEET_111 } from './source';

export const LANDLOCK_WORD: PolicyRule = {
  id: 'KF2014',
  name: 'landlock-word',
  severity: 'error',
  acknowledge: 'never',
  why: 'An unknown word is taken as `best_effort`: no file confinement on a kernel without Landlock, and no error.',
  fix: 'write `best_effort` or `hard_requirement`; NemoClaw’s `strict` is `hard_requirement`',
  faults: ['F-POL-04'],
  sources: [SHEET_111('1.1')],
  check({ policy }, report) {
    const compatibility = policy.landlock?.compatibility;
    if (compatibility === undefined || (LANDLOCK_COMPATIBILITIES as readonly string[]).includes(compatibility)) return;
    report({
      path: ['landlock', 'compatibility'],
      problem: `\`${compatibility}\` is taken as \`best_effort\``,
      got: compatibility,
      allowed: LANDLOCK_COMPATIBILITIES.join(', '),
    });
  },
  examples: {
    failing: example({ landlock: { compatibility: 'strict' } }),
    mended: example({ landlock: { compatibility: 'best_effort' } }),
  },
};
