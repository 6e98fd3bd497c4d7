import { binariesOf, type Caller } from './callers';
import { allow, below, type ClusterService, service } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export type OpenclawDiagnosticsOtelOptions = Caller & {
  /** The collector's OTLP/HTTP port, usually 4318. */
  readonly collector: ClusterService;
};

export const openclawDiagnosticsOtel = bundle(
  'openclaw-diagnostics-otel',
  'traces sent to an OpenTelemetry collector in the cluster; they are the agent’s own word, no proof of who it is',
  (options: OpenclawDiagnosticsOtelOptions): NetworkFragment => ({
    networkPolicies: {
      openclaw_diagnostics_otel: {
        endpoints: [service(options.collector, allow(['POST'], ...below('/v1/traces')))],
        binaries: binariesOf(options),
      },
    },
  }),
);
