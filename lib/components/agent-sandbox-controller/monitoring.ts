import { mapLeaf } from '../../plan/leaf';
import type { Resource } from '../../plan/resource';
import { alertGroup } from './alerts';
import { namespacedMember } from './member';
import { CONTROLLER, SELECTOR } from './names';
import type { MonitorOptions } from './props';
import type { Settings } from './settings';

const MONITORING = 'monitoring.coreos.com/v1';

/** The prometheus-operator objects that were asked for. */
export function monitoringMembers(settings: Settings): Resource[] {
  const { serviceMonitor, podMonitor, prometheusRule } = settings.props.metrics ?? {};
  return [
    ...(serviceMonitor ? [monitor(settings, 'ServiceMonitor', serviceMonitor)] : []),
    ...(podMonitor ? [monitor(settings, 'PodMonitor', podMonitor)] : []),
    ...(prometheusRule
      ? [
          namespacedMember(settings, {
            key: 'prometheus-rule',
            phase: 'controller',
            apiVersion: MONITORING,
            kind: 'PrometheusRule',
            name: CONTROLLER,
            component: 'metrics',
            ...(prometheusRule.labels && { labels: prometheusRule.labels }),
            body: {
              spec: {
                groups: mapLeaf(prometheusRule.additionalGroups ?? [], (more) => [alertGroup(settings), ...more]),
              },
            },
          }),
        ]
      : []),
  ];
}

const MONITORS = {
  ServiceMonitor: { key: 'service-monitor', endpoints: 'endpoints' },
  PodMonitor: { key: 'pod-monitor', endpoints: 'podMetricsEndpoints' },
} as const;

function monitor(settings: Settings, kind: keyof typeof MONITORS, { interval, labels }: MonitorOptions): Resource {
  const { key, endpoints } = MONITORS[kind];
  return namespacedMember(settings, {
    key,
    phase: 'controller',
    apiVersion: MONITORING,
    kind,
    name: CONTROLLER,
    component: 'metrics',
    ...(labels && { labels }),
    body: {
      spec: {
        selector: { matchLabels: SELECTOR },
        [endpoints]: [{ port: 'metrics', path: '/metrics', scheme: 'http', interval: interval ?? '30s' }],
      },
    },
  });
}
