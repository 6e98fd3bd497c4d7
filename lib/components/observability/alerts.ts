import type { PrometheusRuleGroup } from './props';

type AlertRule = PrometheusRuleGroup['rules'][number];

/** What is watched by `targetsDown`. */
export interface Targets {
  /** Name of the alert, e.g. `AgentSandboxControllerMetricsTargetsDown`. */
  readonly alert: string;
  /** In words, e.g. `agent-sandbox controller`. */
  readonly what: string;
  readonly namespace: string;
  /** Regular expression over the names of the pods. */
  readonly pods: string;
}

/** Nothing, or not everything, can be scraped for 5 minutes. Over pods, so that it fits a PodMonitor too. */
export function targetsDown({ alert, what, namespace, pods }: Targets): AlertRule {
  const up = `up{namespace="${namespace}",pod=~"${pods}"}`;
  return {
    alert,
    expr: `absent(${up}) or min by (namespace) (${up}) < 1`,
    for: '5m',
    labels: { severity: 'warning' },
    annotations: {
      summary: `${what} metrics targets are down`,
      description: `Prometheus has not been able to scrape the ${what} for 5 minutes.`,
    },
  };
}
