import type { RuleInfo } from '../../diagnostics/rule';

// These are raised while a policy is read, before there is an input for rules; test/policy/from-yaml.test.ts has their
// failing inputs and mended twins.

export const READABLE: RuleInfo = {
  id: 'KF2001',
  name: 'policy-readable',
  severity: 'error',
  acknowledge: 'never',
  why: 'OpenShell refuses a file with an unknown key or a value of the wrong type as a whole; an image then falls back to its default policy.',
  fix: 'correct the file at the place named',
  faults: [],
  sources: ['facts/openshell.md §1', 'facts/openshell-0.0.46.md §1.1'],
};

export const KNOWN_OPENSHELL: RuleInfo = {
  id: 'KF2002',
  name: 'known-openshell',
  severity: 'error',
  acknowledge: 'never',
  why: 'What a policy means depends on the OpenShell that enforces it, and only some versions are known.',
  fix: 'name a release of this library, or one of the versions listed',
  faults: [],
  sources: ['DESIGN §6'],
};

export const READING_RULES: readonly RuleInfo[] = [READABLE, KNOWN_OPENSHELL];
