import type { Dashboard } from '../observability/dashboard';
import { seriesOf } from './alerts';
import type { Settings } from './settings';

/** What the gateway serves, by its own metrics, whose durations are summaries. source: facts/openshell.md §6 */
export function dashboard(settings: Settings): Dashboard {
  const series = seriesOf(settings);
  return {
    title: `OpenShell gateway ${settings.namespace}/${settings.name}`,
    panels: [
      {
        title: 'Calls per second by method',
        expr: `sum by (method) (rate(openshell_server_grpc_requests_total{${series}}[$__rate_interval]))`,
        unit: 'reqps',
        legend: '{{method}}',
      },
      {
        title: 'Calls that did not succeed, per second by code',
        expr: `sum by (method, code) (rate(openshell_server_grpc_requests_total{${series},code!="0"}[$__rate_interval]))`,
        unit: 'reqps',
        legend: '{{method}} {{code}}',
      },
      {
        title: 'Duration of calls, 95th percentile',
        expr: `max by (method) (openshell_server_grpc_request_duration_seconds{${series},quantile="0.95"})`,
        unit: 's',
        legend: '{{method}}',
      },
      {
        title: 'HTTP requests per second by status',
        expr: `sum by (status) (rate(openshell_server_http_requests_total{${series}}[$__rate_interval]))`,
        unit: 'reqps',
        legend: '{{status}}',
      },
    ],
  };
}
