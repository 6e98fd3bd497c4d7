import { endpointsOf, example, oneRule, type PolicyRule } from './input';
import { SHEET_46, SHEET_111 } from './source';

export const HOST_REQUIRED: PolicyRule = {
  id: 'KF2035',
  name: 'host-required',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'An endpoint without a host opens its ports to any name that resolves into `allowed_ips`; without those too it never matches.',
  fix: 'name the host, or acknowledge with the reason why any name will do',
  faults: ['F-POL-18'],
  sources: [SHEET_111('1.3'), SHEET_46('1.2 (6)')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if ((endpoint.host ?? '').trim() === '') report({ path: [...path, 'host'], problem: 'the endpoint has no host' });
    }
  },
  examples: {
    failing: example(oneRule({ port: 443, allowedIps: ['10.96.0.0/16'] })),
    mended: example(oneRule({ host: 'api.team-a.svc.cluster.local', port: 443, allowedIps: ['10.96.0.0/16'] })),
  },
};
