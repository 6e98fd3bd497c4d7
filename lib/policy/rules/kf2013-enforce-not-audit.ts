import { endpointsOf, example, isInspected, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const ENFORCE_NOT_AUDIT: PolicyRule = {
  id: 'KF2013',
  name: 'enforce-not-audit',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'In audit mode a request that breaks the rules is logged and forwarded.',
  fix: 'write `enforcement: enforce`, or acknowledge with the reason why violations may pass',
  faults: ['F-POL-03'],
  sources: [SHEET_111('1.3')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (endpoint.enforcement === 'audit' && isInspected(endpoint)) {
        report({ path: [...path, 'enforcement'], problem: 'violations of these rules are forwarded', got: 'audit' });
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, enforcement: 'audit' })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, enforcement: 'enforce' })),
  },
};
