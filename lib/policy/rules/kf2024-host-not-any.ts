import { endpointsOf, example, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const HOST_NOT_ANY: PolicyRule = {
  id: 'KF2024',
  name: 'host-not-any',
  severity: 'error',
  acknowledge: 'never',
  why: 'A host that fits every name, or a whole top-level domain, is stored by older gateways and then ends the supervisor or never matches; newer gateways refuse it.',
  fix: 'name the hosts, or a pattern with at least two plain labels such as `*.example.com`',
  faults: ['F-POL-15', 'F-POL-16'],
  sources: [SHEET_111('1.5')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      const { host = '' } = endpoint;
      if (host.includes('*') && host.split('.').length <= 2) {
        report({ path: [...path, 'host'], problem: 'the host pattern is too wide', got: host });
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, host: '*' })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, host: '*.example.com' })),
  },
};
