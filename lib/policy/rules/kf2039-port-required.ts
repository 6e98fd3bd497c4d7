import { effectivePorts } from '../spelling/proto';
import { endpointsOf, example, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_46, SHEET_111 } from './source';

export const PORT_REQUIRED: PolicyRule = {
  id: 'KF2039',
  name: 'port-required',
  severity: 'error',
  acknowledge: 'never',
  why: 'An endpoint without a port never matches; one with both `port` and `ports` uses only `ports`, and does not load from a file.',
  fix: 'give either `port` or `ports`',
  faults: [],
  sources: [SHEET_111('1.3'), SHEET_46('1.2 (6)')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      const ports = effectivePorts(endpoint);
      const isBoth = endpoint.port !== undefined && endpoint.ports !== undefined;
      if (ports.length === 0)
        report({ path: [...path, 'port'], problem: 'the endpoint has no port and never matches' });
      else if (ports.some((port) => port < 1))
        report({ path: [...path, 'ports'], problem: 'ports begin at 1', got: ports });
      else if (isBoth)
        report({ path: [...path, 'port'], problem: '`port` and `ports` exclude each other', got: endpoint.port });
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, ports: [443, 8443] })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, port: undefined, ports: [443, 8443] })),
  },
};
