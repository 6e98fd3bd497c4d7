import { ENFORCEMENTS } from '../model';
import { endpointsOf, example, isInspected, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const ENFORCEMENT_WORD: PolicyRule = {
  id: 'KF2012',
  name: 'enforcement-word',
  severity: 'error',
  acknowledge: 'never',
  why: 'Anything but the exact word `enforce` means audit, which logs violations and forwards them; so does leaving it out.',
  fix: 'write `enforcement: enforce`',
  faults: ['F-POL-03'],
  sources: [SHEET_111('1.3'), SHEET_111('10 (1)')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      const { enforcement = '' } = endpoint;
      const isKnown = (ENFORCEMENTS as readonly string[]).includes(enforcement);
      if (isKnown || (enforcement === '' && !isInspected(endpoint))) continue;
      const problem =
        enforcement === ''
          ? '`enforcement` is left out, which only audits'
          : '`enforcement` is misspelt, which only audits';
      report({ path: [...path, 'enforcement'], problem, got: endpoint.enforcement, allowed: ENFORCEMENTS.join(', ') });
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, enforcement: 'Enforce' })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, enforcement: 'enforce' })),
  },
};
