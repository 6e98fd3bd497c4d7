import type { Resource } from '../../plan/resource';
import type { OtlpExports } from '../observability/exports';
import { monitoringMembers } from '../observability/monitoring';
import type { PrometheusRuleGroup } from '../observability/props';
import { controlPlaneMember } from './member';
import { partSelector } from './names';
import { METRICS_LABEL } from './services';
import type { Settings } from './settings';

/**
 * What kagent 0.9.12 sends: the controller traces, its Python agents traces and logs, all with the same variables.
 * source: facts/kagent.md §6; kagent v0.9.12 go/core/internal/telemetry/tracing.go
 */
export const KAGENT_EXPORTS: OtlpExports = {
  component: 'kagent',
  signals: ['traces', 'logs'],
  protocols: ['grpc', 'http/protobuf'],
  headers: false,
  because: 'the controller copies every OTEL_ variable in clear text into the pods of its agents',
};

/** The prometheus-operator objects and the dashboard that were asked for. */
export function controllerMonitoring(settings: Settings): Resource[] {
  const { props, names, namespace, prefix } = settings;
  return monitoringMembers({
    member: (member) => controlPlaneMember(settings, member),
    metrics: props.observability?.metrics,
    namespace,
    name: names.controller,
    selector: { ...partSelector(prefix, 'controller'), ...METRICS_LABEL },
    endpoint: { port: 'metrics', scheme: 'http' },
    alerts: alertGroup(settings),
    dashboard: {
      title: `kagent ${namespace}/${prefix}`,
      panels: [
        {
          title: 'Reconciles',
          expr: `sum by (controller, result) (rate(controller_runtime_reconcile_total{${podsOf(settings)}}[5m]))`,
          unit: 'ops',
          legend: '{{controller}} {{result}}',
        },
        {
          title: 'Reconcile time, 95th percentile',
          expr: `histogram_quantile(0.95, sum by (le, controller) (rate(controller_runtime_reconcile_time_seconds_bucket{${podsOf(settings)}}[5m])))`,
          unit: 's',
          legend: '{{controller}}',
        },
        {
          title: 'Waiting objects',
          expr: `sum by (name) (workqueue_depth{${podsOf(settings)}})`,
          legend: '{{name}}',
        },
        {
          title: 'Memory',
          expr: `process_resident_memory_bytes{${podsOf(settings)}}`,
          unit: 'bytes',
          legend: '{{pod}}',
        },
      ],
    },
  });
}

/** Alerts over what controller-runtime counts. */
function alertGroup(settings: Settings): PrometheusRuleGroup {
  const up = `up{${podsOf(settings)}}`;
  return {
    name: `${settings.names.controller}.rules`,
    rules: [
      {
        alert: 'KagentControllerDown',
        expr: `absent(${up}) or min by (namespace) (${up}) < 1`,
        for: '5m',
        labels: { severity: 'warning' },
        annotations: {
          summary: 'a kagent controller is not there',
          description:
            'Prometheus has not reached it for 5 minutes. It exits when its database or its gateway cannot be reached at its start.',
        },
      },
      {
        alert: 'KagentReconcileErrors',
        expr: `sum by (namespace, controller) (rate(controller_runtime_reconcile_errors_total{${podsOf(settings)}}[10m])) > 0.1`,
        for: '15m',
        labels: { severity: 'warning' },
        annotations: {
          summary: 'kagent fails to reconcile objects again and again',
          description: 'Look for objects of the named controller whose Accepted or Ready condition is False.',
        },
      },
    ],
  };
}

function podsOf({ namespace, names }: Settings): string {
  return `namespace="${namespace}",pod=~"${names.controller}-.+"`;
}
