import type { EnvVar } from '../../api';
import { DEFAULT_PROTOCOL, DEFAULT_SIGNALS } from './exports';
import type { Otlp, OtlpSignal } from './props';

/** Variables of the OpenTelemetry SDKs that not every binary reads. */
export type OtlpVariable = 'insecure' | 'protocol' | 'exporters';

const SIGNALS: readonly OtlpSignal[] = ['traces', 'logs', 'metrics'];

/** Variables that `otlpEnvironment` writes or that would override it; a component refuses them in its `extraEnv`. */
export const OTLP_VARIABLES =
  /^OTEL_EXPORTER_OTLP_((TRACES|LOGS|METRICS)_)?(ENDPOINT|INSECURE|PROTOCOL|HEADERS)$|^OTEL_(TRACES|LOGS|METRICS)_EXPORTER$/;

/**
 * The environment of a binary with an OpenTelemetry SDK: endpoint and headers always, of the rest what it `reads`.
 *
 * - AgentSandboxController: `['insecure']`; it is gRPC only and has a flag for tracing. source: facts/agent-sandbox.md §4
 * - KagentControlPlane: `['insecure', 'protocol', 'exporters']`, beside OTEL_TRACING_ENABLED and OTEL_LOGGING_ENABLED,
 *   which are its own. source: facts/kagent.md §6
 * - OpenShellGateway: not at all; its endpoint is in gateway.toml. source: facts/openshell.md §6
 */
export function otlpEnvironment(otlp: Otlp | undefined, reads: readonly OtlpVariable[]): EnvVar[] {
  if (otlp === undefined) return [];
  const { endpoint, headers, protocol = DEFAULT_PROTOCOL, signals = DEFAULT_SIGNALS } = otlp;
  return [
    { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: endpoint },
    ...(reads.includes('insecure')
      ? [{ name: 'OTEL_EXPORTER_OTLP_INSECURE', value: String(endpoint.startsWith('http://')) }]
      : []),
    ...(reads.includes('protocol') ? [{ name: 'OTEL_EXPORTER_OTLP_PROTOCOL', value: protocol }] : []),
    ...(reads.includes('exporters')
      ? SIGNALS.map((signal) => ({
          name: `OTEL_${signal.toUpperCase()}_EXPORTER`,
          value: signals.includes(signal) ? 'otlp' : 'none',
        }))
      : []),
    ...(headers
      ? [
          {
            name: 'OTEL_EXPORTER_OTLP_HEADERS',
            valueFrom: { secretKeyRef: { name: headers.name, key: headers.key } },
          },
        ]
      : []),
  ];
}
