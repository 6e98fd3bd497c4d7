import type { Resource } from '../../plan/resource';
import { monitoringMembers as observed } from '../observability/monitoring';
import { alertGroup } from './alerts';
import { dashboard } from './dashboard';
import { namespacedMember } from './member';
import { CONTROLLER, SELECTOR } from './names';
import type { Settings } from './settings';

/** The monitors, alerts and the dashboard that were asked for. */
export function monitoringMembers(settings: Settings): Resource[] {
  const { namespace, props } = settings;
  return observed({
    member: (member) => namespacedMember(settings, member),
    metrics: props.observability?.metrics,
    namespace,
    name: CONTROLLER,
    selector: SELECTOR,
    endpoint: { port: 'metrics', scheme: 'http' },
    alerts: alertGroup(settings),
    dashboard: dashboard(settings),
  });
}
