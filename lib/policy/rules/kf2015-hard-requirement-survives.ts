import { example, exampleOnNewest, type PolicyRule } from './input';

export const HARD_REQUIREMENT_SURVIVES: PolicyRule = {
  id: 'KF2015',
  name: 'hard-requirement-survives',
  severity: 'error',
  acknowledge: 'never',
  why: 'Up to 0.0.87 the supervisor asks for directory rights on files, /dev/urandom always among them, and ends with "incompatible directory-only access-rights".',
  fix: 'write `best_effort` and check the nodes (kernel from 5.13, Landlock among the active security modules), or choose OpenShell from 0.0.88',
  faults: ['F-REL-05'],
  sources: ['facts/verified.md §9'],
  check({ policy, openshell }, report) {
    if (policy.landlock?.compatibility === 'hard_requirement' && !openshell.quirks.survivesHardRequirement) {
      report({
        path: ['landlock', 'compatibility'],
        problem: `the supervisor of OpenShell ${openshell.version} ends on it`,
        got: 'hard_requirement',
      });
    }
  },
  examples: {
    failing: example({ landlock: { compatibility: 'hard_requirement' } }),
    mended: exampleOnNewest({ landlock: { compatibility: 'hard_requirement' } }),
  },
};
