import type { Resource } from '../plan/resource';
import { accessMembers } from './agent-sandbox-controller/access';
import { certificateMembers } from './agent-sandbox-controller/certificate';
import { configMembers } from './agent-sandbox-controller/config';
import { crdMembers } from './agent-sandbox-controller/crds';
import { deploymentMember } from './agent-sandbox-controller/deployment';
import { disruptionMember } from './agent-sandbox-controller/disruption';
import { monitoringMembers } from './agent-sandbox-controller/monitoring';
import { namespaceMembers } from './agent-sandbox-controller/namespace';
import { networkMembers } from './agent-sandbox-controller/network';
import { priorityMembers } from './agent-sandbox-controller/priority';
import type { AgentSandboxControllerProps } from './agent-sandbox-controller/props';
import { controllerRules } from './agent-sandbox-controller/rules';
import { serviceMembers } from './agent-sandbox-controller/services';
import { settingsOf } from './agent-sandbox-controller/settings';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';

export type * from './agent-sandbox-controller/props';

/** The agent-sandbox controller with its CRDs, in the profile that the release needs. source: facts/agent-sandbox.md §3, §7 */
export const agentSandboxController: ComponentDefinition<AgentSandboxControllerProps> = {
  name: 'AgentSandboxController',
  props: {
    ...COMPONENT_PROPS,
    platform: 'structure',
    // Objects of cdk8s-plus are accepted for their name, which is no plain data; KF3301 sees that it is a plain string.
    namespace: 'leaves',
    serviceAccount: 'leaves',
    createNamespace: 'structure',
    crds: 'structure',
    upgradesFrom: 'structure',
    conversionWebhook: 'structure',
    webhookCertificate: 'leaves',
    image: 'leaves',
    imagePullSecrets: 'leaves',
    replicas: 'structure',
    resources: 'leaves',
    workers: 'structure',
    warmPool: 'structure',
    api: 'structure',
    claims: 'structure',
    logLevel: 'structure',
    leases: 'structure',
    observability: 'leaves',
    priorityClassName: 'structure',
    topologySpreadConstraints: 'leaves',
    nodeSelector: 'leaves',
    tolerations: 'leaves',
    affinity: 'leaves',
    extraArgs: 'structure',
    extraEnv: 'leaves',
    podLabels: 'leaves',
    podAnnotations: 'leaves',
    serviceAccountAnnotations: 'leaves',
  },
  primary: 'deployment',
  platformOf: ({ platform }) => platform,
  rules: controllerRules,
  build: buildController,
};

function buildController(props: AgentSandboxControllerProps): Resource[] {
  const settings = settingsOf(props);
  return [
    ...namespaceMembers(settings),
    ...crdMembers(settings),
    ...accessMembers(settings),
    ...networkMembers(settings),
    ...priorityMembers(settings),
    disruptionMember(settings),
    ...configMembers(settings),
    ...serviceMembers(settings),
    ...certificateMembers(settings),
    deploymentMember(settings),
    ...monitoringMembers(settings),
  ];
}
