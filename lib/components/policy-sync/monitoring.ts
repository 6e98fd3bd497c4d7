import type { Resource } from '../../plan/resource';
import { monitoringMembers as observed } from '../observability/monitoring';
import { alertGroup, dashboard } from './alerts';
import { syncMember } from './member';
import { STATUS_PORT, syncSelector } from './names';
import type { SyncSettings } from './settings';

/** The Service of the metrics, and the monitors, alerts and the dashboard that were asked for. */
export function monitoringMembers(settings: SyncSettings): Resource[] {
  const { name, namespace, metrics } = settings;
  if (metrics === undefined) return [];
  return [
    syncMember(settings, {
      key: 'metrics-service',
      phase: 'config',
      apiVersion: 'v1',
      kind: 'Service',
      name,
      component: 'metrics',
      body: {
        spec: {
          type: 'ClusterIP',
          selector: syncSelector(name),
          ports: [{ name: 'metrics', port: STATUS_PORT, targetPort: 'metrics', protocol: 'TCP' }],
        },
      },
    }),
    ...observed({
      member: (member) => syncMember(settings, member),
      metrics,
      namespace,
      name,
      selector: syncSelector(name),
      endpoint: { port: 'metrics', scheme: 'http' },
      alerts: alertGroup(settings),
      dashboard: dashboard(settings),
    }),
  ];
}
