import { binariesOf, type Caller } from './callers';
import { allow, type ClusterService, service } from './endpoints';
import { bundle, type NetworkFragment } from './preset';

export type ObservabilityOtlpOptions = Caller & {
  /** The collector's OTLP/HTTP port, usually 4318. */
  readonly collector: ClusterService;
};

export const observabilityOtlp = bundle(
  'observability-otlp',
  'traces sent to an OpenTelemetry collector in the cluster; they are the agent’s own word, no proof of who it is',
  (options: ObservabilityOtlpOptions): NetworkFragment => ({
    networkPolicies: {
      observability_otlp: {
        endpoints: [service(options.collector, allow(['POST'], '/v1/traces'))],
        binaries: binariesOf(options),
      },
    },
  }),
);
