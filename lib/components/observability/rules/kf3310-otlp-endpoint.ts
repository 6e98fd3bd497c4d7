import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import type { Observed } from '../exports';
import { parseOtlpEndpoint } from '../otlp-endpoint';
import { EXAMPLE_COLLECTOR, exampleObserved } from './example';
import { peerFindings } from './peer-findings';

/** What is exported has an endpoint, and the component's NetworkPolicy can be opened for it. */
export const OTLP_ENDPOINT: Rule<Observed> = {
  id: 'KF3310',
  name: 'otlp-endpoint',
  severity: 'error',
  acknowledge: 'never',
  why: 'An endpoint without a scheme is misread, one without a port is dialled where the exporter thinks best, and one that the NetworkPolicy does not name is dropped: traces are missing and nothing says why.',
  fix: 'write scheme, host and port; for a host outside the cluster say in `to` which addresses it has',
  faults: ['F-NET-04'],
  sources: ['facts/agent-sandbox.md §4', 'OpenTelemetry protocol exporter specification'],
  check({ observability, cluster }, report) {
    const otlp = observability?.otlp;
    if (otlp === undefined) return;
    const { endpoint, to } = otlp;
    const parsed = parseOtlpEndpoint(endpoint, cluster.clusterDomain);
    for (const finding of findingsOf(['otlp', 'endpoint'], 'the endpoint', endpoint, parsed)) report(finding);
    if (to !== undefined) {
      for (const finding of peerFindings(['otlp', 'to'], to)) report(finding);
    } else if (parsed.ok && parsed.value.peer === undefined) {
      report({
        path: ['otlp', 'to'],
        problem: 'the endpoint’s host says neither namespace nor address, so no NetworkPolicy can be opened for it',
        got: endpoint,
        allowed: "{ cidr: '…' } or { namespace: '…' }, or a host such as <service>.<namespace>.svc",
      });
    }
  },
  examples: {
    failing: exampleObserved({ otlp: { endpoint: 'otel.observability.svc:4317' } }),
    mended: exampleObserved({ otlp: { endpoint: EXAMPLE_COLLECTOR } }),
  },
};
