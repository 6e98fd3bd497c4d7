import type { RuleInfo } from '../rule';

// These are raised by the road itself (lib/components/prepare.ts), not by a check over one input, so they have no
// examples here; test/components/prepare.test.ts runs each with its failing input and its mended twin.

export const FOREIGN_LEAF: RuleInfo = {
  id: 'KF7001',
  name: 'foreign-leaf',
  severity: 'error',
  acknowledge: 'never',
  why: 'A value of the other engine, a function, a Promise or an Output put into a string ends up in the cluster as nonsense, without an error.',
  fix: 'give the plain value, or this engine’s own deferred value as a leaf of its own',
  faults: ['F-ENG-01', 'F-ENG-02'],
  sources: ['facts/anchors.md §4'],
};

export const DEFERRED_STRUCTURE: RuleInfo = {
  id: 'KF7002',
  name: 'deferred-structure',
  severity: 'error',
  acknowledge: 'never',
  why: 'A value that is branched on, counted or part of a name has to be known at synth; an Output is always truthy.',
  fix: 'give a plain value; read it from configuration or, across stacks, with getOutputDetails',
  faults: ['F-ENG-03'],
  sources: ['facts/anchors.md §4'],
};

export const UNKNOWN_PROP: RuleInfo = {
  id: 'KF7003',
  name: 'unknown-prop',
  severity: 'error',
  acknowledge: 'never',
  why: 'A prop that the component does not have would be ignored.',
  fix: 'correct the spelling, or use `patches` for a field without a prop',
  faults: ['F-REL-13'],
  sources: [],
};

export const PATCH: RuleInfo = {
  id: 'KF7004',
  name: 'patch-applies',
  severity: 'error',
  acknowledge: 'never',
  why: 'A patch whose object or path does not exist would do nothing.',
  fix: 'use a key and a path that exist; `keys()` of the construct lists the keys',
  faults: [],
  sources: ['facts/anchors.md §5 (10)'],
};

export const SCHEMA: RuleInfo = {
  id: 'KF7005',
  name: 'object-fits-its-schema',
  severity: 'error',
  acknowledge: 'never',
  why: 'The API server would reject the object, or drop the field without a word.',
  fix: 'change the value to one that the kind’s schema allows',
  faults: [],
  sources: ['DESIGN §5'],
};

export const NOT_EVALUATED: RuleInfo = {
  id: 'KF7006',
  name: 'rule-not-evaluated',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A rule of the kind’s schema needs the live object or a value that is not known at synth; only the API server can answer it.',
  fix: 'nothing, if the API server may answer; otherwise give the plain value',
  faults: [],
  sources: ['facts/anchors.md §7'],
};

export const DUPLICATE: RuleInfo = {
  id: 'KF7007',
  name: 'unique-objects',
  severity: 'error',
  acknowledge: 'never',
  why: 'Two objects with one group, kind, namespace and name overwrite each other at every apply.',
  fix: 'rename one of the two components, or move it to another namespace',
  faults: ['F-ENG-08', 'F-ENG-09'],
  sources: ['DESIGN §4'],
};

export const ACKNOWLEDGEMENT_REFUSED: RuleInfo = {
  id: 'KF7008',
  name: 'acknowledgement-allowed',
  severity: 'error',
  acknowledge: 'never',
  why: 'A waiver needs a reason, may not cover what cannot work, and may not lift a rule that the platform has locked.',
  fix: 'mend what the rule names; for a locked rule ask the platform team to acknowledge it',
  faults: [],
  sources: ['DESIGN §8'],
};

export const ACKNOWLEDGEMENT_UNUSED: RuleInfo = {
  id: 'KF7009',
  name: 'acknowledgement-used',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A waiver that covers nothing hides the next real finding of its rule.',
  fix: 'remove the acknowledgement, or correct its rule and place',
  faults: [],
  sources: ['DESIGN §8'],
};

export const NAME_HASH: RuleInfo = {
  id: 'KF7010',
  name: 'distinct-name-hashes',
  severity: 'error',
  acknowledge: 'never',
  why: 'agent-sandbox selects pods by a 32-bit hash of the name: with equal hashes the NetworkPolicy or Service of one also holds for the pods of the other.',
  fix: 'rename one of the two',
  faults: [],
  sources: ['facts/agent-sandbox.md §2.6'],
};

export const OCCUPIED: RuleInfo = {
  id: 'KF7011',
  name: 'taken-once',
  severity: 'error',
  acknowledge: 'never',
  why: 'Upstream makes or takes something under a name of its own choice; the second who needs it adopts, overwrites or cuts off the first, without an error.',
  fix: 'rename one of the two components, move it to another namespace, or give it a Secret or an object of its own',
  faults: ['F-KAG-14', 'F-KAG-24', 'F-NEM-01'],
  sources: ['facts/kagent.md §3, §4', 'facts/nemoclaw.md §7'],
};

export const ONE_VALUE: RuleInfo = {
  id: 'KF7012',
  name: 'one-value-for-all',
  severity: 'error',
  acknowledge: 'never',
  why: 'Upstream keeps one value for all who share the thing; whoever writes last changes it for everybody else as well.',
  fix: 'use the same value in both places, or a thing of its own for each',
  faults: ['F-KAG-12'],
  sources: ['facts/kagent.md §0.4'],
};

export const ENGINE_RULES: readonly RuleInfo[] = [
  FOREIGN_LEAF,
  DEFERRED_STRUCTURE,
  UNKNOWN_PROP,
  PATCH,
  SCHEMA,
  NOT_EVALUATED,
  DUPLICATE,
  ACKNOWLEDGEMENT_REFUSED,
  ACKNOWLEDGEMENT_UNUSED,
  NAME_HASH,
  OCCUPIED,
  ONE_VALUE,
];
