import type { Finding, Rule } from '../../../diagnostics/rule';
import { DEFAULT_PROTOCOL, DEFAULT_SIGNALS, type Observed, type OtlpExports } from '../exports';
import type { Otlp } from '../props';
import { EXAMPLE_COLLECTOR, exampleObserved } from './example';

/** What is asked of the exporter is what the component's release can do. */
export const OTLP_EXPORTED: Rule<Observed> = {
  id: 'KF3320',
  name: 'otlp-exported',
  severity: 'error',
  acknowledge: 'never',
  why: 'A binary ignores a signal, protocol or header that it does not know of: nothing arrives, or the collector refuses it, and nothing says why.',
  fix: 'ask for what the component exports; its logs are on standard output, its metrics are scraped',
  faults: [],
  sources: ['facts/agent-sandbox.md §4', 'facts/openshell.md §6', 'facts/kagent.md §6'],
  check({ observability, exports }, report) {
    const otlp = observability?.otlp;
    if (otlp === undefined) return;
    if (exports.signals.length === 0) {
      const got = otlp.signals ?? DEFAULT_SIGNALS;
      report({ path: ['otlp'], problem: cannot(exports, 'export anything by OTLP'), got, allowed: 'no otlp' });
      return;
    }
    for (const finding of [...signalFindings(otlp, exports), ...transportFindings(otlp, exports)]) report(finding);
  },
  examples: {
    failing: exampleObserved({ otlp: { endpoint: EXAMPLE_COLLECTOR, signals: ['traces', 'logs', 'metrics'] } }),
    mended: exampleObserved({ otlp: { endpoint: EXAMPLE_COLLECTOR, signals: ['traces'] } }),
  },
};

function signalFindings({ signals = DEFAULT_SIGNALS }: Otlp, exports: OtlpExports): Finding[] {
  const allowed = exports.signals.join(', ');
  if (!Array.isArray(signals) || signals.length === 0) {
    return [{ path: ['otlp', 'signals'], problem: 'no signal is named', got: signals, allowed }];
  }
  return [...signals.entries()]
    .filter(([, signal]) => !exports.signals.includes(signal))
    .map(([index, got]) => {
      const problem = cannot(exports, 'export this signal by OTLP');
      return { path: ['otlp', 'signals', index], problem, got, allowed };
    });
}

function transportFindings({ endpoint, protocol = DEFAULT_PROTOCOL, headers }: Otlp, exports: OtlpExports): Finding[] {
  const { protocols, headers: canSendHeaders, tls = true } = exports;
  const findings: Finding[] = [];
  if (!protocols.includes(protocol)) {
    const allowed = protocols.join(', ');
    findings.push({
      path: ['otlp', 'protocol'],
      problem: cannot(exports, 'speak this protocol'),
      got: protocol,
      allowed,
    });
  }
  if (headers !== undefined && !canSendHeaders) {
    findings.push({
      path: ['otlp', 'headers'],
      problem: cannot(exports, 'send headers from a Secret'),
      got: headers,
      allowed: 'no headers: a collector in the cluster adds them',
    });
  }
  if (!tls && String(endpoint).startsWith('https:')) {
    findings.push({
      path: ['otlp', 'endpoint'],
      problem: cannot(exports, 'speak TLS to a collector'),
      got: endpoint,
      allowed: 'http:// to a collector in the cluster, which speaks TLS from there on',
    });
  }
  return findings;
}

function cannot({ component, because }: OtlpExports, what: string): string {
  return `${component} cannot ${what}${because === undefined ? '' : `: ${because}`}`;
}
