import type { Resource } from '../../plan/resource';
import { monitoringMembers as observed } from '../observability/monitoring';
import { alertGroup } from './alerts';
import { dashboard } from './dashboard';
import { gatewayMember } from './member';
import { gatewaySelector } from './names';
import type { Settings } from './settings';

/** The monitors, alerts and the dashboard that were asked for. */
export function monitoringMembers(settings: Settings): Resource[] {
  const { name, namespace, props } = settings;
  return observed({
    member: (member) => gatewayMember(settings, member),
    metrics: props.observability?.metrics,
    namespace,
    name,
    selector: gatewaySelector(name),
    endpoint: { port: 'metrics', scheme: 'http' },
    alerts: alertGroup(settings),
    dashboard: dashboard(settings),
  });
}
