import { contentHash } from '../../plan/canonical-json';
import type { Deep } from '../../plan/leaf';
import { mapLeaf } from '../../plan/leaf';
import type { Resource } from '../../plan/resource';
import type { Member } from '../member';
import { type Dashboard, dashboardJson } from './dashboard';
import type { Metrics, MonitorOptions, PrometheusRuleGroup } from './props';

const MONITORING = 'monitoring.coreos.com/v1';

/** What is scraped, and how. */
export interface MetricsEndpoint {
  /** Name of the port, the same in Service and pod. */
  readonly port: string;
  readonly scheme: 'http' | 'https';
  /** How Prometheus checks the certificate, in prometheus-operator's words. @default - as Prometheus does by itself */
  readonly tlsConfig?: Deep<{ readonly [field: string]: unknown }>;
}

/** What one scraped part of a component wants monitored. */
export interface Monitored {
  /** The component's own function for namespaced objects. */
  readonly member: (member: Member) => Resource;
  readonly metrics: Metrics | undefined;
  readonly namespace: string;
  /** `metadata.name` of the objects. */
  readonly name: string;
  /** Put before the keys and a dash, where a component has more than one scraped part. @default - nothing */
  readonly part?: string;
  /** Labels that both the metrics Service and the pods carry. */
  readonly selector: { readonly [label: string]: string };
  readonly endpoint: MetricsEndpoint;
  /** The alerts of the PrometheusRule. */
  readonly alerts: PrometheusRuleGroup;
  readonly dashboard: Dashboard;
}

/**
 * ServiceMonitor, PodMonitor, PrometheusRule and dashboard, as far as they were asked for. For AgentSandboxController,
 * OpenShellGateway and each scraped part of KagentControlPlane.
 */
export function monitoringMembers(monitored: Monitored): Resource[] {
  const { serviceMonitor, podMonitor, prometheusRule, dashboard } = monitored.metrics ?? {};
  return [
    ...(serviceMonitor ? [monitor(monitored, 'ServiceMonitor', serviceMonitor)] : []),
    ...(podMonitor ? [monitor(monitored, 'PodMonitor', podMonitor)] : []),
    ...(prometheusRule ? [rules(monitored, prometheusRule)] : []),
    ...(dashboard ? [dashboardConfigMap(monitored, dashboard)] : []),
  ];
}

const MONITORS = {
  ServiceMonitor: { key: 'service-monitor', endpoints: 'endpoints' },
  PodMonitor: { key: 'pod-monitor', endpoints: 'podMetricsEndpoints' },
} as const;

function monitor(monitored: Monitored, kind: keyof typeof MONITORS, { interval, labels }: MonitorOptions): Resource {
  const { port, scheme, tlsConfig } = monitored.endpoint;
  const { key, endpoints } = MONITORS[kind];
  return monitored.member({
    key: keyOf(monitored, key),
    phase: 'controller',
    apiVersion: MONITORING,
    kind,
    name: monitored.name,
    component: 'metrics',
    ...(labels && { labels }),
    body: {
      spec: {
        selector: { matchLabels: monitored.selector },
        [endpoints]: [
          {
            port,
            path: '/metrics',
            scheme,
            interval: interval ?? '30s',
            ...(tlsConfig !== undefined && { tlsConfig }),
          },
        ],
      },
    },
  });
}

function rules(monitored: Monitored, { labels, additionalGroups }: NonNullable<Metrics['prometheusRule']>): Resource {
  return monitored.member({
    key: keyOf(monitored, 'prometheus-rule'),
    phase: 'controller',
    apiVersion: MONITORING,
    kind: 'PrometheusRule',
    name: monitored.name,
    component: 'metrics',
    ...(labels && { labels }),
    body: { spec: { groups: mapLeaf(additionalGroups ?? [], (more) => [monitored.alerts, ...more]) } },
  });
}

function dashboardConfigMap(monitored: Monitored, { labels }: NonNullable<Metrics['dashboard']>): Resource {
  const { name, namespace, dashboard } = monitored;
  return monitored.member({
    key: keyOf(monitored, 'dashboard'),
    phase: 'config',
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: `${name}-dashboard`,
    component: 'metrics',
    labels: labels ?? { grafana_dashboard: '1' },
    body: { data: { [`${namespace}-${name}.json`]: dashboardJson(uidOf(namespace, name), dashboard) } },
  });
}

// Grafana takes at most 40 characters, and two dashboards of one uid overwrite each other.
function uidOf(namespace: string, name: string): string {
  return contentHash({ namespace, name }).slice(0, 40);
}

function keyOf({ part }: Monitored, key: string): string {
  return part === undefined ? key : `${part}-${key}`;
}
