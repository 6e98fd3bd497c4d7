import type { EnvVar } from '../../../api';
import { otlpEnvironment } from '../../observability/environment';
import { DEFAULT_SIGNALS } from '../../observability/exports';
import type { Settings } from '../settings';

/** Traces of tools server and querydoc, which have a switch of their own for them. source: facts/kagent.md §6 */
export function telemetry({ props }: Settings): EnvVar[] {
  const otlp = props.observability?.otlp;
  const traces = otlp !== undefined && (otlp.signals ?? DEFAULT_SIGNALS).includes('traces');
  return [
    { name: 'OTEL_TRACING_ENABLED', value: String(traces) },
    ...(traces ? otlpEnvironment(otlp, ['insecure', 'protocol']) : []),
    // The chart writes this one beside the general switch.
    ...(traces
      ? [{ name: 'OTEL_EXPORTER_OTLP_TRACES_INSECURE', value: String(otlp.endpoint.startsWith('http://')) }]
      : []),
  ];
}
