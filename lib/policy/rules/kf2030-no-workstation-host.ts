import { contains, isAlwaysBlocked, parseAddress, parseNetwork } from '../decide/addresses';
import { endpointsOf, example, oneRule, type PolicyRule, SOUND_ENDPOINT } from './input';

const INNER_NETWORK = parseNetwork('10.200.0.0/24')!;
const WORKSTATION = /^(localhost|.*\.localhost|host\.(openshell|docker|containers)\.internal|[^.*]+\.local)$/i;

export const NO_WORKSTATION_HOST: PolicyRule = {
  id: 'KF2030',
  name: 'no-workstation-host',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Names of a workstation do not resolve in a cluster, and loopback or the inner network mean the sandbox itself: calls time out or are always blocked.',
  fix: 'name the Service, e.g. `ollama.ai.svc.cluster.local`, with `allowed_ips`',
  faults: ['F-POL-24'],
  sources: ['facts/nemoclaw.md §9'],
  check({ policy }, report) {
    for (const { endpoint, path } of endpointsOf(policy)) {
      const { host = '' } = endpoint;
      const address = parseAddress(host);
      const isInside = address !== undefined && (isAlwaysBlocked(address) || contains(INNER_NETWORK, address));
      if (isInside || WORKSTATION.test(host)) {
        report({
          path: [...path, 'host'],
          problem: `\`${host}\` means nothing, or the sandbox itself, in a cluster`,
          got: host,
        });
      }
    }
  },
  examples: {
    failing: example(oneRule({ ...SOUND_ENDPOINT, host: 'host.openshell.internal', port: 11434 })),
    mended: example(
      oneRule({ ...SOUND_ENDPOINT, host: 'ollama.ai.svc.cluster.local', port: 11434, allowedIps: ['10.96.0.0/16'] }),
    ),
  },
};
