import type { Resource } from '../../plan/resource';
import { isScraped } from './addons/is-scraped';
import { controlPlaneMember } from './member';
import { PORT, partSelector } from './names';
import type { Settings } from './settings';

/** The controller's Services. They stay inside the cluster: the API believes whatever identity a request states. source: fault F-TEN-03 */
export function serviceMembers(settings: Settings): Resource[] {
  const { names, prefix } = settings;
  const selector = partSelector(prefix, 'controller');
  const common = { phase: 'config', apiVersion: 'v1', kind: 'Service' } as const;
  return [
    controlPlaneMember(settings, {
      ...common,
      key: 'service',
      name: names.controller,
      component: 'controller',
      labels: selector,
      body: {
        spec: {
          type: 'ClusterIP',
          selector,
          ports: [{ name: 'http', port: PORT.controller, targetPort: 'http', protocol: 'TCP' }],
        },
      },
    }),
    ...(isScraped(settings)
      ? [
          controlPlaneMember(settings, {
            ...common,
            key: 'metrics-service',
            name: names.metrics,
            component: 'metrics',
            labels: { ...selector, ...METRICS_LABEL },
            body: {
              spec: {
                type: 'ClusterIP',
                selector,
                ports: [{ name: 'metrics', port: PORT.metrics, targetPort: 'metrics', protocol: 'TCP' }],
              },
            },
          }),
        ]
      : []),
  ];
}

/** Tells the Service of the metrics from that of the API, and is on the pods as well. */
export const METRICS_LABEL = { 'kagent-fleet.dev/metrics': 'kagent-controller' } as const;
