import type { Resource } from '../../plan/resource';
import { namespacedMember } from './member';
import { CONTROLLER, PORT, SELECTOR, WEBHOOK_SERVICE } from './names';
import type { Settings } from './settings';

/** The Service of the metrics, and that of the conversion webhook where there is one. */
export function serviceMembers(settings: Settings): Resource[] {
  return [
    namespacedMember(settings, {
      key: 'metrics-service',
      phase: 'config',
      apiVersion: 'v1',
      kind: 'Service',
      name: CONTROLLER,
      component: 'metrics',
      labels: SELECTOR,
      body: {
        spec: {
          selector: SELECTOR,
          ports: [{ name: 'metrics', port: PORT.metrics, targetPort: 'metrics', protocol: 'TCP' }],
        },
      },
    }),
    ...webhookService(settings),
  ];
}

function webhookService(settings: Settings): Resource[] {
  if (settings.certificate === undefined) return [];
  return [
    namespacedMember(settings, {
      key: 'webhook-service',
      phase: 'config',
      apiVersion: 'v1',
      kind: 'Service',
      name: WEBHOOK_SERVICE,
      component: 'conversion-webhook',
      body: {
        spec: {
          selector: SELECTOR,
          ports: [{ name: 'webhook', port: 443, targetPort: PORT.webhook, protocol: 'TCP' }],
        },
      },
    }),
  ];
}
