import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseOtlpEndpoint } from '../otlp-endpoint';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController } from './example-controller';
import { peerFindings } from './peer-findings';

/** Traces have an endpoint, and the controller's NetworkPolicy can be opened for it. */
export const TRACING_ENDPOINT: Rule<AgentSandboxControllerProps> = {
  id: 'KF3310',
  name: 'tracing-endpoint',
  severity: 'error',
  acknowledge: 'never',
  why: 'An endpoint without a scheme is misread, and one that the NetworkPolicy does not name is dropped: traces are missing and nothing says why.',
  fix: 'write scheme, host and port; for a host outside the cluster say in `to` which addresses it has',
  faults: ['F-NET-04'],
  sources: ['facts/agent-sandbox.md §4'],
  check({ tracing, platform }, report) {
    if (tracing === undefined) return;
    const { endpoint, to } = tracing;
    const parsed = parseOtlpEndpoint(endpoint, platform.cluster.clusterDomain);
    for (const finding of findingsOf(['tracing', 'endpoint'], 'the endpoint', endpoint, parsed)) report(finding);
    if (to !== undefined) {
      for (const finding of peerFindings(['tracing', 'to'], to)) report(finding);
    } else if (parsed.ok && parsed.value.peer === undefined) {
      report({
        path: ['tracing', 'to'],
        problem: 'the endpoint’s host says neither namespace nor address, so no NetworkPolicy can be opened for it',
        got: endpoint,
        allowed: "{ cidr: '…' } or { namespace: '…' }, or a host such as <service>.<namespace>.svc",
      });
    }
  },
  examples: {
    failing: exampleController({ tracing: { endpoint: 'otel.observability.svc:4317' } }),
    mended: exampleController({ tracing: { endpoint: 'https://otel.observability.svc:4317' } }),
  },
};
