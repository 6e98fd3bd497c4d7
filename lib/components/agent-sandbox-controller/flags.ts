import type { AgentSandboxControllerProps } from './props';
import type { Settings } from './settings';

type Flag = string | number | boolean | undefined;

/** The flags that props set, with what they are set to. */
export function typedFlags({ workers, warmPool, api, claims, logLevel }: AgentSandboxControllerProps): {
  readonly [flag: string]: Flag;
} {
  return {
    'sandbox-concurrent-workers': workers?.sandbox,
    'sandbox-claim-concurrent-workers': workers?.sandboxClaim,
    'sandbox-warm-pool-concurrent-workers': workers?.sandboxWarmPool,
    'sandbox-template-concurrent-workers': workers?.sandboxTemplate,
    'sandbox-warm-pool-max-batch-size': warmPool?.maxBatchSize,
    'sandbox-warm-pool-replenish-delay': warmPool?.replenishDelay,
    'sandbox-warm-pool-max-refill-rate': warmPool?.maxRefillRate,
    'sandbox-warm-pool-readiness-grace-period': warmPool?.readinessGracePeriod,
    'sandbox-warm-pool-unschedulable-recheck-interval': warmPool?.unschedulableRecheckInterval,
    'enable-warm-pool-eviction': warmPool?.eviction,
    'kube-api-qps': api?.qps,
    'kube-api-burst': api?.burst,
    'api-connections': api?.connections,
    'separate-watch-connection': api?.separateWatchConnection,
    'cache-label-selectors': api?.cacheLabelSelectors,
    'sandbox-write-behind-window': api?.writeBehindWindow,
    'disable-claim-events': negated(claims?.events),
    'disable-claim-observability-annotations': negated(claims?.observabilityAnnotations),
    'zap-log-level': logLevel,
  };
}

/** The arguments of the controller: leader election and extensions always, of the rest only what differs from upstream's default. */
export function controllerArgs(settings: Settings): string[] {
  const { props, release, extensions, certificate, namespace, platform } = settings;
  const flags = {
    ...typedFlags(props),
    'enable-tracing': props.observability?.otlp !== undefined,
    'cluster-domain': platform.cluster.clusterDomain,
    'enable-webhook': certificate !== undefined,
    ...(certificate !== undefined && {
      'manage-webhook-certs': certificate.source !== 'certManager',
      'webhook-namespace': namespace,
    }),
  };
  const changed = Object.entries(flags).filter(
    ([flag, value]) => value !== undefined && value !== release.flagDefaults[flag],
  );
  return [
    '--leader-elect=true',
    ...(extensions ? ['--extensions=true'] : []),
    ...changed.map(([flag, value]) => `--${flag}=${value}`),
    ...(props.extraArgs ?? []),
  ];
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
