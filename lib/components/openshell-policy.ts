import type { Resource } from '../plan/resource';
import { tenantGate } from '../platform/gates';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { admissionMembers } from './openshell-policy/admission';
import { configMapMember } from './openshell-policy/config-map';
import { fenceMember } from './openshell-policy/fence';
import { openShellOf, platformOf } from './openshell-policy/place';
import { policyOf } from './openshell-policy/policy-of';
import type { OpenShellPolicyProps } from './openshell-policy/props';
import { renderFence } from './openshell-policy/renderings';
import { openShellPolicyRules } from './openshell-policy/rules';

export { CHECKSUM_ANNOTATION, POLICY_FILE } from './openshell-policy/config-map';
export { gatewayStateOf } from './openshell-policy/gateway-state';
export type * from './openshell-policy/props';
export { explainOpenShellPolicy, type TargetExplanation } from './openshell-policy/renderings';

/** One policy, attached: the file for supervisors and `sync`, and a fence around each target's pods. source: DESIGN §7 */
export const openShellPolicy: ComponentDefinition<OpenShellPolicyProps> = {
  name: 'OpenShellPolicy',
  props: {
    ...COMPONENT_PROPS,
    platform: 'structure',
    tenant: 'structure',
    namespace: 'structure',
    name: 'structure',
    policy: 'structure',
    attachTo: 'structure',
    fence: 'structure',
    addresses: 'structure',
    backends: 'structure',
    infrastructure: 'structure',
    cilium: 'structure',
    admission: 'structure',
    immutable: 'structure',
  },
  primary: 'policy',
  platformOf,
  waitsFor: ({ tenant }) => (tenant === undefined ? [] : [{ gate: tenantGate(tenant) }]),
  rules: openShellPolicyRules,
  build: buildPolicy,
};

function buildPolicy(props: OpenShellPolicyProps): Resource[] {
  const policy = policyOf(props);
  const openshell = openShellOf(props);
  // KF2302 and KF1001 refuse these, so that nothing is built without them.
  if (policy === undefined || openshell === undefined) return [];
  const fence = renderFence(props, policy, openshell);
  return [
    ...(fence === undefined ? [] : props.attachTo.map((target) => fenceMember(props, target, fence))),
    ...admissionMembers(props, policy, openshell),
    configMapMember(props, policy, openshell),
  ];
}
