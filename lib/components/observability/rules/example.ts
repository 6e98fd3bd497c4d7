import type { ClusterFacts } from '../../../platform/cluster';
import { examplePlatform } from '../../../platform/rules/example-platform';
import type { Observed, OtlpExports } from '../exports';
import type { Observability } from '../props';

const EXPORTS: OtlpExports = { component: 'the component', signals: ['traces'], protocols: ['grpc'], headers: true };

/** The collector of the examples, in plain text, which every component can speak. */
export const EXAMPLE_COLLECTOR = 'http://otel.observability.svc:4317';

/** What the rules' examples look at. A component embeds observability and cluster in an example of its own. */
export function exampleObserved(observability: Observability, cluster: Partial<ClusterFacts> = {}): Observed {
  return { observability, cluster: examplePlatform({ cluster }).cluster, exports: EXPORTS };
}
