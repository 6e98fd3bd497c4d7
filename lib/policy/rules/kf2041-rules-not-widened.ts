import { hostsOverlap, pathsOverlap } from '../load/overlap';
import { effectivePorts } from '../spelling/proto';
import { endpointsOf, example, isInspected, type PlacedEndpoint, type PolicyRule, SOUND_ENDPOINT } from './input';
import { SHEET_111 } from './source';

/** Whether one process can mean both endpoints with one request. */
function meet(left: PlacedEndpoint, right: PlacedEndpoint): boolean {
  const ports = effectivePorts(right.endpoint);
  const binaries = right.networkPolicy.binaries ?? [];
  return (
    hostsOverlap(left.endpoint.host ?? '', right.endpoint.host ?? '') &&
    effectivePorts(left.endpoint).some((port) => ports.includes(port)) &&
    pathsOverlap(left.endpoint.path ?? '', right.endpoint.path ?? '') &&
    (left.networkPolicy.binaries ?? []).some((binary) => binaries.includes(binary))
  );
}

export const RULES_NOT_WIDENED: PolicyRule = {
  id: 'KF2041',
  name: 'rules-not-widened',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'Rules of endpoints on the same host and port combine for processes that both admit, so the wider one opens what the narrower one meant to keep shut.',
  fix: 'keep one of the two, or narrow the wider one',
  faults: ['F-POL-22'],
  sources: [SHEET_111('1.8')],
  check({ policy }, report) {
    const inspected = endpointsOf(policy).filter(({ endpoint }) => isInspected(endpoint));
    for (const [position, wide] of inspected.entries()) {
      if (wide.endpoint.access !== 'full') continue;
      const narrowed = inspected.find(
        (narrow, at) => at !== position && narrow.endpoint.access !== 'full' && meet(wide, narrow),
      );
      if (narrowed !== undefined) {
        report({
          path: [...wide.path, 'access'],
          problem: `it opens everything that \`${narrowed.key}\` restricts on ${narrowed.endpoint.host}`,
          got: 'full',
        });
      }
    }
  },
  examples: {
    failing: example({
      networkPolicies: {
        docs: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/node'] },
        kagent_allowed_domains: {
          endpoints: [{ host: 'api.example.com', port: 443, protocol: 'rest', enforcement: 'enforce', access: 'full' }],
          binaries: ['/usr/bin/node'],
        },
      },
    }),
    mended: example({ networkPolicies: { docs: { endpoints: [SOUND_ENDPOINT], binaries: ['/usr/bin/node'] } } }),
  },
};
