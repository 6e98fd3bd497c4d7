import { endpointsOf, example, oneRule, type PolicyRule, rulesOf, SOUND_ENDPOINT } from './input';

export const STAR_ENDS_PATH: PolicyRule = {
  id: 'KF2031',
  name: 'star-ends-path',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'In a rule `*` stays within one path segment, so `/v1/*` does not cover `/v1/users/1`.',
  fix: 'write `**` for everything below, or acknowledge that one segment is meant',
  faults: ['F-POL-19'],
  sources: ['facts/verified.md §3'],
  check({ policy }, report) {
    for (const placed of endpointsOf(policy)) {
      for (const [{ path: pattern = '' }, path] of rulesOf(placed)) {
        if (/(^|\/)\*$/.test(pattern)) {
          report({ path: [...path, 'path'], problem: 'the last `*` covers one segment only', got: pattern });
        }
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, rules: [{ method: 'GET', path: '/v1/*' }] })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, rules: [{ method: 'GET', path: '/v1/**' }] })),
  },
};
