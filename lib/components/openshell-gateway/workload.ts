import { contentHash } from '../../plan/canonical-json';
import type { Resource } from '../../plan/resource';
import { findRelease } from '../../releases';
import { accessKeys } from './access';
import { configText } from './config/config-map';
import { fenceKeys } from './fence';
import { commonLabels, gatewayMember } from './member';
import { DATA_VOLUME, gatewaySelector } from './names';
import { podSpec } from './pod';
import type { Settings } from './settings';
import { tlsKeys } from './tls';

/** Key of the gateway itself, StatefulSet or Deployment. */
export const WORKLOAD_KEY = 'gateway';

/** The gateway: one pod, because sessions of supervisors live in the memory of one. source: fault F-GW-07 */
export function workloadMember(settings: Settings): Resource {
  return settings.props.storage?.postgres === undefined ? statefulSet(settings) : deployment(settings);
}

function statefulSet(settings: Settings): Resource {
  const { size = '1Gi', storageClassName } = settings.props.storage?.sqlite ?? {};
  return gatewayMember(settings, {
    ...common(settings),
    kind: 'StatefulSet',
    readiness: [{ jsonPath: '{.status.readyReplicas}', value: '1' }],
    createOnly: [
      ['spec', 'selector'],
      ['spec', 'serviceName'],
      ['spec', 'volumeClaimTemplates'],
    ],
    // The claim stays by its own policy; what may go is the StatefulSet, or it would run on without its rights.
    state: { what: 'the gateway’s database: sandboxes, providers, policies, routes', retain: false, protect: true },
    body: {
      spec: {
        ...template(settings),
        serviceName: settings.name,
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate' },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        volumeClaimTemplates: [
          {
            metadata: { name: DATA_VOLUME, labels: gatewaySelector(settings.name) },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: size } },
              ...(storageClassName !== undefined && { storageClassName }),
            },
          },
        ],
      },
    },
  });
}

function deployment(settings: Settings): Resource {
  return gatewayMember(settings, {
    ...common(settings),
    kind: 'Deployment',
    readiness: [{ condition: 'Available' }],
    createOnly: [['spec', 'selector']],
    body: {
      spec: {
        ...template(settings),
        // Two at once would share the sandboxes out among themselves.
        strategy: { type: 'Recreate' },
      },
    },
  });
}

function common(settings: Settings) {
  return {
    key: WORKLOAD_KEY,
    phase: 'controller',
    apiVersion: 'apps/v1',
    name: settings.name,
    component: 'gateway',
    dependsOn: [...accessKeys(settings), ...fenceKeys(settings), ...tlsKeys(settings), 'config', 'service'],
    // gateway.toml is read once, at the start. source: facts/openshell.md §2.4
    restartOn: ['config'],
  } as const;
}

function template(settings: Settings) {
  const selector = gatewaySelector(settings.name);
  return {
    replicas: 1,
    revisionHistoryLimit: 3,
    selector: { matchLabels: selector },
    template: {
      metadata: {
        labels: { ...settings.props.podLabels, ...commonLabels(settings, 'gateway') },
        annotations: {
          ...settings.props.podAnnotations,
          'kagent-fleet.dev/config-checksum': contentHash(configText(settings)),
          // The driver looks once for the API version that is served. source: fault F-GW-12
          'kagent-fleet.dev/agent-sandbox': agentSandboxOf(settings),
        },
      },
      spec: podSpec(settings),
    },
  };
}

function agentSandboxOf({ platform }: Settings): string {
  const { external } = platform.agentSandbox;
  return external?.version ?? findRelease(platform.release)?.agentSandbox.version ?? '';
}
