import type { Rule } from '../../../diagnostics/rule';
import { CLUSTER_RULES } from '../../../platform/rules';
import { liftRule } from '../../../platform/rules/lift';
import { exampleGateway } from '../../nemoclaw-harness/example';
import type { Observed } from '../../observability/exports';
import { OBSERVABILITY_RULES } from '../../observability/rules';
import { exampleSync } from '../example';
import type { PolicySyncProps } from '../props';
import { isGateway } from './gateway';
import { LOCKED_IMAGE, WELL_FORMED_IMAGE } from './images';
import { SYNC_PLACE } from './kf4101-sync-place';
import { SYNC_ADMITTED } from './kf4102-sync-admitted';
import { SYNC_ROWS } from './kf4103-sync-rows';
import { SYNC_FITS } from './kf4104-sync-fits';
import { SYNC_MODE } from './kf4105-sync-mode';
import { SYNC_TOKEN } from './kf4106-sync-token';
import { SYNC_OBSERVED } from './kf4107-sync-observed';
import { SYNC_RESOURCES } from './kf4108-sync-resources';
import { SYNC_DEADLINE } from './kf4109-sync-deadline';
import type { SyncRun } from './run';

/** The rules over a program, whoever runs it, beside whether the gateway lets it in. */
export const PROGRAM_RULES: readonly Rule<SyncRun>[] = [
  SYNC_TOKEN,
  SYNC_RESOURCES,
  SYNC_DEADLINE,
  LOCKED_IMAGE,
  WELL_FORMED_IMAGE,
];

const RUN = {
  read: (props: PolicySyncProps): SyncRun => ({ ...props, program: props }),
  place: (path: readonly (string | number)[]) => path,
  embed: ({ gateway, namespace, program }: SyncRun) =>
    exampleSync({ gateway: exampleGateway(gateway), namespace, ...program }),
};

const PLATFORM = {
  read: ({ gateway }: PolicySyncProps) => gateway.platform,
  place: (path: readonly (string | number)[]) => ['gateway', 'platform', ...path],
  embed: (platform: PolicySyncProps['gateway']['platform']) => exampleSync({ gateway: exampleGateway({ platform }) }),
};

const OBSERVED = {
  read: ({ metrics, gateway }: PolicySyncProps): Observed => ({
    observability: metrics && { metrics },
    cluster: gateway.platform.cluster,
    exports: { component: 'the program', signals: [], protocols: [], headers: false },
  }),
  place: (path: readonly (string | number)[]) => path,
  embed: ({ observability, cluster: { operators } }: Observed) => {
    const { platform } = exampleGateway();
    const cluster = { ...platform.cluster, operators };
    return exampleSync({
      mode: 'watch',
      metrics: observability?.metrics,
      gateway: exampleGateway({ platform: { ...platform, cluster } }),
    });
  },
};

/** Those over metrics; it has no traces. */
const METRICS_RULES = OBSERVABILITY_RULES.filter(({ examples }) => examples.failing.observability?.otlp === undefined);

/** All of them, with those over the gateway's platform and over its metrics. */
export const policySyncRules: readonly Rule<PolicySyncProps>[] = [
  SYNC_PLACE,
  ...[
    ...CLUSTER_RULES.map((rule) => liftRule(rule, PLATFORM)),
    ...[SYNC_ADMITTED, ...PROGRAM_RULES].map((rule) => liftRule(rule, RUN)),
    ...METRICS_RULES.map((rule) => liftRule(rule, OBSERVED)),
    SYNC_ROWS,
    SYNC_FITS,
    SYNC_MODE,
    SYNC_OBSERVED,
  ].map(besideGateway),
];

/** Without a gateway KF4101 says so, and there is nothing to hold the rest against. */
function besideGateway(rule: Rule<PolicySyncProps>): Rule<PolicySyncProps> {
  return {
    ...rule,
    check(props, report) {
      if (isGateway(props.gateway)) rule.check(props, report);
    },
  };
}
