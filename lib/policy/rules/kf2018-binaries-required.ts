import { example, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const BINARIES_REQUIRED: PolicyRule = {
  id: 'KF2018',
  name: 'binaries-required',
  severity: 'error',
  acknowledge: 'never',
  why: 'A network policy without binaries matches no process, so everything it should allow is denied.',
  fix: 'name the executables that may use it, by the path the kernel resolves',
  faults: ['F-POL-06'],
  sources: [SHEET_111('1.2')],
  check({ policy }, report) {
    for (const [key, { binaries = [] }] of Object.entries(policy.networkPolicies ?? {})) {
      if (binaries.length === 0) {
        report({ path: ['networkPolicies', key, 'binaries'], problem: 'no binary is named, so no process may use it' });
      }
    }
  },
  examples: {
    failing: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: [] } } }),
    mended: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/curl'] } } }),
  },
};
