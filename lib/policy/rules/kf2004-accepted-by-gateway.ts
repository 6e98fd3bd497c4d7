import { gatewayProblems } from '../load/gateway';
import { example, type PolicyRule } from './input';
import { SHEET_46, SHEET_111 } from './source';

export const ACCEPTED_BY_GATEWAY: PolicyRule = {
  id: 'KF2004',
  name: 'accepted-by-gateway',
  severity: 'error',
  acknowledge: 'never',
  why: 'The gateway refuses the policy at create or update, as INVALID_ARGUMENT "policy contains unsafe content".',
  fix: 'change what the message names',
  faults: [],
  sources: [SHEET_111('1.1'), SHEET_46('1.2')],
  check({ policy, openshell }, report) {
    for (const finding of gatewayProblems(policy, openshell)) report(finding);
  },
  examples: {
    failing: example({ filesystem: { includeWorkdir: true, readWrite: ['/sandbox', 'tmp'] } }),
    mended: example({ filesystem: { includeWorkdir: true, readWrite: ['/sandbox', '/tmp'] } }),
  },
};
