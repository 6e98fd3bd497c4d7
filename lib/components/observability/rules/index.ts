import type { Rule } from '../../../diagnostics/rule';
import type { Path } from '../../../plan/path';
import type { PlatformRef } from '../../../platform/platform-ref';
import { liftRule } from '../../../platform/rules/lift';
import type { Observed, OtlpExports } from '../exports';
import type { Observability } from '../props';
import { OTLP_ENDPOINT } from './kf3310-otlp-endpoint';
import { MONITORING_OPERATOR } from './kf3311-monitoring-operator';
import { METRICS_REACHABLE } from './kf3312-metrics-reachable';
import { SCRAPE_PEERS } from './kf3313-scrape-peers';
import { OTLP_EXPORTED } from './kf3320-otlp-exported';
import { HEADERS_ENCRYPTED } from './kf3321-headers-encrypted';
import { OBSERVABILITY_WORDS } from './kf3322-observability-words';

/** The rules of observability, the same for every component that has it. */
export const OBSERVABILITY_RULES: readonly Rule<Observed>[] = [
  OTLP_ENDPOINT,
  MONITORING_OPERATOR,
  METRICS_REACHABLE,
  SCRAPE_PEERS,
  OTLP_EXPORTED,
  HEADERS_ENCRYPTED,
  OBSERVABILITY_WORDS,
];

/** How a component has observability. */
export interface ObservedComponent<Props> {
  readonly observability: (props: Props) => Observability | undefined;
  readonly platform: (props: Props) => PlatformRef;
  /** What the platform's release of the component can export. */
  readonly exports: (props: Props) => OtlpExports;
  /** The component's example with this observability in a cluster with these operators; its release exports traces by gRPC. */
  readonly embed: (observability: Observability, cluster: Pick<Observed['cluster'], 'operators'>) => Props;
}

/** All of them over a component's props, found under `observability`. */
export function observabilityRules<Props>(component: ObservedComponent<Props>): readonly Rule<Props>[] {
  return OBSERVABILITY_RULES.map((rule) =>
    liftRule(rule, {
      read: (props: Props): Observed => ({
        observability: component.observability(props),
        cluster: component.platform(props).cluster,
        exports: component.exports(props),
      }),
      place: (path: Path) => ['observability', ...path],
      embed: ({ observability = {}, cluster: { operators } }) => component.embed(observability, { operators }),
    }),
  );
}
