import { endpointsOf, exampleOnNewest, oneRule, type PolicyRule, protocolOf } from './input';
import { SHEET_111 } from './source';

export const NO_TCP_ON_KUBERNETES: PolicyRule = {
  id: 'KF2023',
  name: 'no-tcp-on-kubernetes',
  severity: 'error',
  acknowledge: 'never',
  why: 'The gateway accepts `protocol: tcp`, and the supervisor ends on it: on Kubernetes it has no means for transparent connections.',
  fix: 'leave `protocol` out for a plain connection through the proxy',
  faults: ['F-POL-14'],
  sources: [SHEET_111('3.6')],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      if (protocolOf(endpoint) === 'tcp') {
        report({ path: [...path, 'protocol'], problem: '`tcp` does not work on Kubernetes', got: endpoint.protocol });
      }
    }
  },
  examples: {
    failing: exampleOnNewest(oneRule({ host: 'db.example.com', port: 5432, protocol: 'tcp' })),
    mended: exampleOnNewest(oneRule({ host: 'db.example.com', port: 5432 })),
  },
};
