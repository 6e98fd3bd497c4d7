import type { Resource } from '../plan/resource';
import { gatewayGate, tenantGate } from '../platform/gates';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { accessMembers } from './openshell-gateway/access';
import { backupMembers } from './openshell-gateway/backup';
import { configMember } from './openshell-gateway/config/config-map';
import { disruptionMember } from './openshell-gateway/disruption';
import { fenceMembers, namespaceMembers } from './openshell-gateway/fence';
import { ingressMembers } from './openshell-gateway/ingress';
import { monitoringMembers } from './openshell-gateway/monitoring';
import { namespaceOf, platformOf } from './openshell-gateway/place';
import type { OpenShellGatewayProps } from './openshell-gateway/props';
import { gatewayRules } from './openshell-gateway/rules';
import { serviceMembers } from './openshell-gateway/services';
import { DEFAULT_NAME, settingsOf } from './openshell-gateway/settings';
import { gatewaySyncMembers } from './openshell-gateway/sync';
import { tlsMembers } from './openshell-gateway/tls';
import { WORKLOAD_KEY, workloadMember } from './openshell-gateway/workload';

export type * from './openshell-gateway/props';
export { gatewayRefOf } from './openshell-gateway/ref';
export { inferenceStateOf } from './openshell-gateway/state';

/**
 * A tenant's OpenShell gateway with an exclusive namespace for its sandboxes: keys, fences and rights before anything that
 * runs. source: facts/openshell.md §2; facts/openshell-0.0.46.md §2
 */
export const openShellGateway: ComponentDefinition<OpenShellGatewayProps> = {
  name: 'OpenShellGateway',
  props: {
    ...COMPONENT_PROPS,
    tenant: 'structure',
    platform: 'structure',
    namespace: 'structure',
    sandboxNamespace: 'structure',
    name: 'structure',
    createNamespaces: 'structure',
    tls: 'leaves',
    auth: 'structure',
    callers: 'structure',
    inference: 'structure',
    sync: 'leaves',
    storage: 'leaves',
    backup: 'leaves',
    sandboxes: 'leaves',
    workspaceMode: 'structure',
    ingress: 'structure',
    observability: 'leaves',
    telemetry: 'structure',
    logLevel: 'structure',
    image: 'leaves',
    imagePullSecrets: 'leaves',
    resources: 'leaves',
    priorityClassName: 'structure',
    topologySpreadConstraints: 'leaves',
    nodeSelector: 'leaves',
    tolerations: 'leaves',
    affinity: 'leaves',
    config: 'structure',
    extraEnv: 'leaves',
    podLabels: 'leaves',
    podAnnotations: 'leaves',
    serviceAccountAnnotations: 'leaves',
  },
  primary: WORKLOAD_KEY,
  platformOf,
  waitsFor: ({ tenant }) => (tenant === undefined ? [] : [{ gate: tenantGate(tenant) }]),
  opens: (props) => ({
    gate: gatewayGate({ namespace: namespaceOf(props), name: props.name ?? DEFAULT_NAME }),
    phase: 'controller',
  }),
  rules: gatewayRules,
  build: buildGateway,
};

function buildGateway(props: OpenShellGatewayProps): Resource[] {
  const settings = settingsOf(props);
  return [
    ...namespaceMembers(settings),
    ...accessMembers(settings),
    ...fenceMembers(settings),
    disruptionMember(settings),
    configMember(settings),
    ...tlsMembers(settings),
    ...serviceMembers(settings),
    workloadMember(settings),
    ...ingressMembers(settings),
    ...monitoringMembers(settings),
    ...backupMembers(settings),
    ...gatewaySyncMembers(settings),
  ];
}
