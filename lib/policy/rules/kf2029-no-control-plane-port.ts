import { parseAddress } from '../decide/addresses';
import { effectivePorts } from '../spelling/proto';
import { endpointsOf, example, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

export const NO_CONTROL_PLANE_PORT: PolicyRule = {
  id: 'KF2029',
  name: 'no-control-plane-port',
  severity: 'error',
  acknowledge: 'never',
  why: 'Ports of etcd, the API server and the kubelet stay blocked wherever a private address is opened.',
  fix: 'use another port; a sandbox is not meant to reach the control plane',
  faults: ['F-POL-18'],
  sources: [SHEET_111('1.6')],
  check({ policy, openshell }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      const { host = '', allowedIps = [] } = endpoint;
      if (allowedIps.length === 0 && parseAddress(host) === undefined) continue;
      const port = effectivePorts(endpoint).find((candidate) => openshell.limits.blockedPorts.includes(candidate));
      if (port !== undefined) {
        report({
          path: [...path, endpoint.ports === undefined ? 'port' : 'ports'],
          problem: `port ${port} is always blocked here`,
          got: port,
        });
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, port: 6443, allowedIps: ['10.96.0.1'] })),
    mended: example(oneRule({ ...SOUND_ENDPOINT, port: 8443, allowedIps: ['10.96.0.1'] })),
  },
};
