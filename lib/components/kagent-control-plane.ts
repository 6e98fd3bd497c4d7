import type { Resource } from '../plan/resource';
import { controlPlaneGate, gatewayGate, tenantGate } from '../platform/gates';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { accessMembers } from './kagent-control-plane/access';
import { addonMembers } from './kagent-control-plane/addons';
import { configMember } from './kagent-control-plane/config';
import { controllerMember } from './kagent-control-plane/controller';
import { crdMembers } from './kagent-control-plane/crds';
import { databaseMembers } from './kagent-control-plane/database';
import { disruptionMembers } from './kagent-control-plane/disruption';
import { fenceMembers, namespaceMembers } from './kagent-control-plane/fence';
import { frontDoorMembers } from './kagent-control-plane/front-door';
import { modelConfigMembers } from './kagent-control-plane/model-config';
import { controllerMonitoring } from './kagent-control-plane/monitoring';
import { namespaceOf, platformOf } from './kagent-control-plane/place';
import { promptLibraryMembers } from './kagent-control-plane/prompt-library';
import type { KagentControlPlaneProps } from './kagent-control-plane/props';
import { controlPlaneRules } from './kagent-control-plane/rules';
import { serviceMembers } from './kagent-control-plane/services';
import { DEFAULT_PREFIX, settingsOf } from './kagent-control-plane/settings';
import { tlsProxyMembers } from './kagent-control-plane/tls-proxy';
import { uiMembers } from './kagent-control-plane/ui';

export type * from './kagent-control-plane/addons/props';
export type * from './kagent-control-plane/database/props';
export type * from './kagent-control-plane/fence/props';
export type * from './kagent-control-plane/front-door/props';
export type * from './kagent-control-plane/model-props';
export type * from './kagent-control-plane/props';
export { controlPlaneRefOf } from './kagent-control-plane/ref';
export type * from './kagent-control-plane/tls-proxy/props';

/** kagent with everything that one tenant needs of it: controller, UI, database, addons and a front door. source: facts/kagent.md §2 */
export const kagentControlPlane: ComponentDefinition<KagentControlPlaneProps> = {
  name: 'KagentControlPlane',
  props: {
    ...COMPONENT_PROPS,
    tenant: 'structure',
    platform: 'structure',
    namespace: 'structure',
    name: 'structure',
    createNamespace: 'structure',
    crds: 'structure',
    gateway: 'structure',
    gatewayToken: 'structure',
    tlsProxy: 'leaves',
    database: 'leaves',
    watchNamespaces: 'structure',
    rbac: 'structure',
    defaultModel: 'structure',
    frontDoor: 'leaves',
    addons: 'leaves',
    promptLibrary: 'structure',
    controller: 'leaves',
    ui: 'leaves',
    egress: 'structure',
    agents: 'structure',
    proxy: 'structure',
    observability: 'leaves',
    imagePullSecrets: 'leaves',
    priorityClassName: 'structure',
    nodeSelector: 'leaves',
    tolerations: 'leaves',
    affinity: 'leaves',
    topologySpreadConstraints: 'leaves',
  },
  primary: 'controller',
  platformOf,
  waitsFor: ({ tenant, gateway }) => [
    ...(tenant === undefined ? [] : [{ gate: tenantGate(tenant) }]),
    // What comes earlier may be what the gateway itself waits for: the namespace of its callers.
    ...(gateway === undefined ? [] : [{ gate: gatewayGate(gateway), from: 'controller' as const }]),
  ],
  opens: (props) => ({
    gate: controlPlaneGate({ namespace: namespaceOf(props), name: props.name ?? DEFAULT_PREFIX }),
    phase: 'controller',
  }),
  rules: controlPlaneRules,
  build: buildControlPlane,
};

function buildControlPlane(props: KagentControlPlaneProps): Resource[] {
  const settings = settingsOf(props);
  return [
    ...namespaceMembers(settings),
    ...crdMembers(settings),
    ...accessMembers(settings),
    ...fenceMembers(settings),
    ...disruptionMembers(settings),
    configMember(settings),
    ...promptLibraryMembers(settings),
    ...serviceMembers(settings),
    ...tlsProxyMembers(settings),
    ...databaseMembers(settings),
    controllerMember(settings),
    ...uiMembers(settings),
    ...frontDoorMembers(settings),
    ...addonMembers(settings),
    ...controllerMonitoring(settings),
    ...modelConfigMembers(settings),
  ];
}
