import { contentHash } from '../../plan/canonical-json';
import type { Resource } from '../../plan/resource';
import { bindingKeys } from './access';
import { certificateKeys } from './certificate';
import { configData } from './config';
import { convertedCrdKeys, crdKeys } from './crds';
import { commonLabels, namespacedMember } from './member';
import { CONTROLLER, SELECTOR } from './names';
import { networkKeys } from './network';
import { podSpec } from './pod';
import { priorityKeys } from './priority';
import type { Settings } from './settings';

/** What `kubectl rollout restart` of the rotation writes. */
const RESTARTED_AT = ['spec', 'template', 'metadata', 'annotations', 'kubectl.kubernetes.io/restartedAt'];

/** The controller. */
export function deploymentMember(settings: Settings): Resource {
  const config = configData(settings);
  const converted = convertedCrdKeys(settings);
  return namespacedMember(settings, {
    key: 'deployment',
    phase: 'controller',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    name: CONTROLLER,
    component: 'controller',
    labels: SELECTOR,
    dependsOn: [
      // A missing extension CRD ends the process, a missing right leaves it deaf. source: facts/agent-sandbox.md §7.2
      ...crdKeys(settings),
      ...(settings.ownsServiceAccount ? ['service-account'] : []),
      ...bindingKeys(settings),
      ...networkKeys(settings),
      ...priorityKeys(settings),
      ...(config ? ['config'] : []),
      ...(settings.certificate ? ['webhook-service'] : []),
      ...certificateKeys(settings),
    ],
    readiness: [{ condition: 'Available' }],
    createOnly: [['spec', 'selector']],
    externallyOwned: settings.certificate?.source === 'rotated' ? [RESTARTED_AT] : [],
    // Both are looked at only once, at the start. source: facts/agent-sandbox.md §2.7, §3
    restartOn: [...(config ? ['config'] : []), ...converted],
    body: {
      spec: {
        replicas: settings.replicas,
        revisionHistoryLimit: 3,
        selector: { matchLabels: SELECTOR },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: {
          metadata: {
            labels: { ...settings.props.podLabels, ...commonLabels('controller'), ...SELECTOR },
            ...podAnnotations(settings, config),
          },
          spec: podSpec(settings),
        },
      },
    },
  });
}

function podAnnotations({ props }: Settings, config: object | undefined) {
  const annotations = {
    ...props.podAnnotations,
    ...(config && { 'kagent-fleet.dev/config-checksum': contentHash(config) }),
  };
  return Object.keys(annotations).length > 0 ? { annotations } : {};
}
