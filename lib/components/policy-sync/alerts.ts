import { targetsDown } from '../observability/alerts';
import type { Dashboard } from '../observability/dashboard';
import type { PrometheusRuleGroup } from '../observability/props';
import type { SyncSettings } from './settings';

/** States of rows that are not as they are defined and that no further round mends. */
const NOT_IN_FORCE = 'pending|blocked|orphaned|failed';

/** The alerts on a program that watches: not there, cut off, or the gateway is not as it is defined. */
export function alertGroup(settings: SyncSettings): PrometheusRuleGroup {
  const { name, namespace, gateway } = settings;
  const where = `the OpenShell gateway ${gateway.namespace}/${gateway.name}`;
  const series = seriesOf(settings);
  return {
    name: `kagent-fleet-sync.${namespace}.${name}.rules`,
    rules: [
      targetsDown({
        alert: 'PolicySyncMetricsTargetsDown',
        what: `policy sync ${name}`,
        namespace,
        pods: `${name}-.+`,
      }),
      {
        alert: 'PolicySyncCutOff',
        expr: `time() - max by (namespace) (kagent_fleet_sync_last_round_timestamp_seconds{${series}}) > 600`,
        for: '5m',
        labels: { severity: 'critical' },
        annotations: {
          summary: `nobody compares ${where} with its definition`,
          description:
            'The program does not reach the gateway, or may not. Its log says why; policies stay as they are.',
        },
      },
      {
        alert: 'PolicySyncNotInForce',
        expr: `sum by (namespace, state) (kagent_fleet_sync_rows{${series},state=~"${NOT_IN_FORCE}"}) > 0`,
        for: '15m',
        labels: { severity: 'critical' },
        annotations: {
          summary: `rows of ${where} are not as they are defined`,
          description: 'A policy, provider or route is not in force. The log names the rows and what they wait for.',
        },
      },
      {
        alert: 'PolicySyncDrift',
        expr: `max by (namespace) (max_over_time(kagent_fleet_sync_rows{${series},state="changed"}[15m])) > 0`,
        labels: { severity: 'warning' },
        annotations: {
          summary: `rows of ${where} had to be written`,
          description:
            'After a change of the definition or a new harness that is expected. Else somebody changes them.',
        },
      },
    ],
  };
}

/** What the program finds and does, by its own metrics. */
export function dashboard(settings: SyncSettings): Dashboard {
  const series = seriesOf(settings);
  const perSecond = (metric: string) => `rate(kagent_fleet_sync_${metric}{${series}}[$__rate_interval])`;
  return {
    title: `kagent-fleet sync ${settings.namespace}/${settings.name}`,
    panels: [
      { title: 'Rows by state', expr: `kagent_fleet_sync_rows{${series}}`, legend: '{{state}}' },
      {
        title: 'Seconds since the last round',
        expr: `time() - kagent_fleet_sync_last_round_timestamp_seconds{${series}}`,
        unit: 's',
        legend: '{{pod}}',
      },
      { title: 'Rounds per second', expr: perSecond('rounds_total'), unit: 'ops', legend: '{{pod}}' },
      { title: 'Failed rounds per second', expr: perSecond('round_failures_total'), unit: 'ops', legend: '{{pod}}' },
    ],
  };
}

function seriesOf({ namespace, name }: SyncSettings): string {
  return `namespace="${namespace}",pod=~"${name}-.+"`;
}
