import { targetsDown } from '../observability/alerts';
import type { Dashboard } from '../observability/dashboard';
import type { PrometheusRuleGroup } from '../observability/props';
import type { SyncSettings } from './settings';

/** The alerts on a program that watches: not there, or the gateway is not as it is defined. */
export function alertGroup(settings: SyncSettings): PrometheusRuleGroup {
  const { name, namespace, gateway } = settings;
  const pods = `${name}-.+`;
  const series = seriesOf(settings);
  return {
    name: `kagent-fleet-sync.${namespace}.${name}.rules`,
    rules: [
      targetsDown({ alert: 'PolicySyncMetricsTargetsDown', what: `policy sync ${name}`, namespace, pods }),
      {
        alert: 'PolicySyncNotInSync',
        expr: `max by (namespace) (kagent_fleet_sync_in_sync{${series}}) < 1`,
        for: '15m',
        labels: { severity: 'critical' },
        annotations: {
          summary: `the OpenShell gateway ${gateway.namespace}/${gateway.name} is not as it is defined`,
          description:
            'A policy, provider or route is not in force, and the program could not mend it. Its log names the rows.',
        },
      },
      {
        alert: 'PolicySyncDrift',
        expr: `sum by (namespace) (increase(kagent_fleet_sync_writes_total{${series}}[1h])) > 0`,
        labels: { severity: 'warning' },
        annotations: {
          summary: `rows of the OpenShell gateway ${gateway.namespace}/${gateway.name} were written in the last hour`,
          description: 'Right after a change of the definition this is expected. Else somebody else changes them.',
        },
      },
    ],
  };
}

/** What the program does, by its own metrics. */
export function dashboard(settings: SyncSettings): Dashboard {
  const series = seriesOf(settings);
  return {
    title: `kagent-fleet sync ${settings.namespace}/${settings.name}`,
    panels: [
      { title: 'In sync', expr: `kagent_fleet_sync_in_sync{${series}}`, legend: '{{pod}}' },
      { title: 'Rows by state', expr: `kagent_fleet_sync_rows{${series}}`, legend: '{{state}}' },
      { title: 'Writes per hour', expr: `increase(kagent_fleet_sync_writes_total{${series}}[1h])`, legend: '{{pod}}' },
      {
        title: 'Rounds by result',
        expr: `rate(kagent_fleet_sync_rounds_total{${series}}[$__rate_interval])`,
        unit: 'ops',
        legend: '{{result}}',
      },
    ],
  };
}

function seriesOf({ namespace, name }: SyncSettings): string {
  return `namespace="${namespace}",pod=~"${name}-.+"`;
}
