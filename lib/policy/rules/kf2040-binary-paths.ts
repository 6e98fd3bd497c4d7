import { example, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const BINARY_PATHS: PolicyRule = {
  id: 'KF2040',
  name: 'binary-paths',
  severity: 'error',
  acknowledge: 'never',
  why: 'A binary is compared with the absolute path the kernel resolves, so a relative path or a bare name never matches.',
  fix: 'give the absolute path, symbolic links resolved',
  faults: ['F-POL-06'],
  sources: [SHEET_111('1.2')],
  check({ policy }, report) {
    for (const [key, { binaries = [] }] of Object.entries(policy.networkPolicies ?? {})) {
      for (const [index, binary] of binaries.entries()) {
        if (!/^[/*{[?]/.test(binary)) {
          report({
            path: ['networkPolicies', key, 'binaries', index],
            problem: 'the path is not absolute and never matches',
            got: binary,
          });
        }
      }
    }
  },
  examples: {
    failing: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: ['curl'] } } }),
    mended: example({ networkPolicies: { api: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/curl'] } } }),
  },
};
