import { describeAmbiguity, findAmbiguities } from '../load/ambiguity';
import { example, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_46, SHEET_111 } from './source';

export const NO_AMBIGUITY: PolicyRule = {
  id: 'KF2005',
  name: 'no-ambiguity',
  severity: 'error',
  acknowledge: 'never',
  why: 'Two endpoints that one request can mean disagree on how it is handled. From 0.0.101 the gateway refuses that; before, the order of rule names decides without a word.',
  fix: 'make the two agree on the fields named, keep one of them, or give them paths of different length',
  faults: ['F-POL-09', 'F-POL-10'],
  sources: [SHEET_111('1.8'), SHEET_46('1.5')],
  check({ policy }, report) {
    for (const ambiguity of findAmbiguities(policy)) {
      report({ path: ambiguity.left.path, problem: describeAmbiguity(ambiguity) });
    }
  },
  examples: {
    failing: example({
      networkPolicies: {
        npm: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/node'] },
        openclaw: { endpoints: [{ host: 'api.example.com', port: 443, tls: 'skip' }], binaries: ['/usr/bin/node'] },
      },
    }),
    mended: example({
      networkPolicies: {
        npm: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/node'] },
        openclaw: { endpoints: [{ host: 'other.example.com', port: 443, tls: 'skip' }], binaries: ['/usr/bin/node'] },
      },
    }),
  },
};
