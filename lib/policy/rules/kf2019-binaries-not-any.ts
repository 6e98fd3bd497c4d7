import { example, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

const ANY_BINARY = /^[*/]+$/;

export const BINARIES_NOT_ANY: PolicyRule = {
  id: 'KF2019',
  name: 'binaries-not-any',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'A pattern that fits every executable gives the access to whatever the agent writes or downloads.',
  fix: 'name the executables, or acknowledge with the reason why any process may use it',
  faults: ['F-POL-07'],
  sources: [SHEET_111('1.2')],
  check({ policy }, report) {
    for (const [key, { binaries = [] }] of Object.entries(policy.networkPolicies ?? {})) {
      for (const [index, binary] of binaries.entries()) {
        if (ANY_BINARY.test(binary)) {
          report({
            path: ['networkPolicies', key, 'binaries', index],
            problem: 'every process may use it',
            got: binary,
          });
        }
      }
    }
  },
  examples: {
    failing: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: ['/**'] } } }),
    mended: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/*'] } } }),
  },
};
