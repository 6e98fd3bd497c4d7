import { exampleOnNewest, type PolicyRule } from './input';
import { SHEET_111 } from './source';

export const CONFINE_STRICTLY: PolicyRule = {
  id: 'KF2042',
  name: 'confine-strictly',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Under `best_effort`, the default, a kernel without Landlock runs the sandbox without any file confinement, and says so only in its log.',
  fix: 'write `landlock: { compatibility: hard_requirement }`',
  faults: [],
  sources: [SHEET_111('4.2')],
  check({ policy, openshell }, report) {
    const compatibility = policy.landlock?.compatibility ?? 'best_effort';
    if (compatibility === 'best_effort' && openshell.quirks.survivesHardRequirement) {
      report({ path: ['landlock', 'compatibility'], problem: 'files may end up unconfined', got: compatibility });
    }
  },
  examples: {
    failing: exampleOnNewest({ landlock: { compatibility: 'best_effort' } }),
    mended: exampleOnNewest({ landlock: { compatibility: 'hard_requirement' } }),
  },
};
