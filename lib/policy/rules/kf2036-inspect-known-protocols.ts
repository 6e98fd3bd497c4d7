import { effectivePorts } from '../spelling/proto';
import { endpointsOf, example, oneRule, type PolicyRule, protocolOf, SOUND_ENDPOINT } from './input';

const WEB_PORTS: readonly number[] = [80, 443, 8080, 8443];

export const INSPECT_KNOWN_PROTOCOLS: PolicyRule = {
  id: 'KF2036',
  name: 'inspect-known-protocols',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'A plain connection to a web port lets every method and path pass.',
  fix: 'add `protocol: rest` with rules, or acknowledge that the host may be used without limits',
  faults: [],
  sources: ['DESIGN §7'],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (protocolOf(endpoint) !== '' || endpoint.access !== undefined || endpoint.rules !== undefined) continue;
      if (effectivePorts(endpoint).some((port) => WEB_PORTS.includes(port))) {
        report({ path: [...path, 'protocol'], problem: 'nothing looks into this connection' });
      }
    }
  },
  examples: {
    failing: example(oneRule({ host: 'api.example.com', port: 443 })),
    mended: example(oneRule(SOUND_ENDPOINT)),
  },
};
