import { asRuntime } from '../load/runtime';
import { supervisorProblems } from '../load/supervisor';
import { example, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_46, SHEET_111 } from './source';

export const LOADS_IN_SUPERVISOR: PolicyRule = {
  id: 'KF2006',
  name: 'loads-in-supervisor',
  severity: 'error',
  acknowledge: 'never',
  why: 'The gateway stores the policy, and the supervisor ends on it: the sandbox crash-loops; on a live sandbox the old policy stays.',
  fix: 'change what the message names',
  faults: [],
  sources: [SHEET_46('1.2'), SHEET_111('1.4')],
  check({ policy, openshell }, report) {
    for (const finding of supervisorProblems(asRuntime(policy), openshell)) report(finding);
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, path: 'v1/**' })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, path: '/v1/**' })),
  },
};
