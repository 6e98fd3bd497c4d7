import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsSubdomain } from '../../../syntax/names';
import type { Observed } from '../exports';
import { EXAMPLE_COLLECTOR, exampleObserved } from './example';

/** Headers for the collector, which hold a credential, come from a Secret that can be and travel encrypted. */
export const HEADERS_ENCRYPTED: Rule<Observed> = {
  id: 'KF3321',
  name: 'otlp-headers-encrypted',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Every batch carries the headers: in plain text anybody on the way reads the token.',
  fix: 'use https, or leave the headers to a collector in the cluster; acknowledge it where a mesh encrypts the way',
  faults: [],
  sources: ['OpenTelemetry protocol exporter specification, OTEL_EXPORTER_OTLP_HEADERS'],
  check({ observability }, report) {
    const otlp = observability?.otlp;
    if (otlp?.headers === undefined) return;
    const { endpoint, headers } = otlp;
    const name = headers?.name;
    for (const finding of findingsOf(['otlp', 'headers', 'name'], 'the name', name, parseDnsSubdomain(name))) {
      report(finding);
    }
    if (!String(endpoint).startsWith('http:')) return;
    report({
      path: ['otlp', 'endpoint'],
      problem: 'the headers travel in plain text',
      got: endpoint,
      allowed: 'https://, or no headers',
    });
  },
  examples: {
    failing: exampleObserved({ otlp: { endpoint: EXAMPLE_COLLECTOR, headers: { name: 'otel', key: 'headers' } } }),
    mended: exampleObserved({ otlp: { endpoint: EXAMPLE_COLLECTOR } }),
  },
};
