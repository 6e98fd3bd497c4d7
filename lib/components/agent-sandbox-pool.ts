import type { Resource } from '../plan/resource';
import { tenantGate } from '../platform/gates';
import { claimerMembers } from './agent-sandbox-pool/claimers';
import { guardMembers } from './agent-sandbox-pool/guards';
import { runtimeClassMembers } from './agent-sandbox-pool/isolation';
import { namespaceMembers } from './agent-sandbox-pool/namespace';
import type { AgentSandboxPoolProps } from './agent-sandbox-pool/props';
import { agentSandboxPoolRules } from './agent-sandbox-pool/rules';
import { admissionMembers } from './agent-sandbox-pool/supervised/admission';
import { configMapMembers } from './agent-sandbox-pool/supervised/config-maps';
import { fenceMembers } from './agent-sandbox-pool/supervised/fence';
import { observabilityMembers } from './agent-sandbox-pool/supervised/observability';
import { isSupervised } from './agent-sandbox-pool/supervised/policy-of';
import { templateMember } from './agent-sandbox-pool/template';
import { warmPoolMembers } from './agent-sandbox-pool/warm-pool';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';

export { SANDBOX_CONTAINER } from './agent-sandbox-pool/container';
export { POOL_LABEL } from './agent-sandbox-pool/labels';
export type * from './agent-sandbox-pool/network-props';
export type * from './agent-sandbox-pool/props';
export { readDecision, type SandboxDecision } from './agent-sandbox-pool/supervised/decision-log';
export { CONTRACT_CHECK } from './agent-sandbox-pool/supervised/image-contract';
export { HARNESS_LABEL } from './agent-sandbox-pool/supervised/labels';
export type * from './agent-sandbox-pool/supervised/props';

/** Warm sandboxes of one shape, ready to be claimed, with what makes them safe. */
export const agentSandboxPool: ComponentDefinition<AgentSandboxPoolProps> = {
  name: 'AgentSandboxPool',
  props: {
    ...COMPONENT_PROPS,
    tenant: 'structure',
    platform: 'structure',
    namespace: 'structure',
    name: 'structure',
    replicas: 'leaves',
    maxReplicas: 'structure',
    enforcement: 'structure',
    network: 'leaves',
    policy: 'structure',
    backends: 'structure',
    infrastructure: 'structure',
    callers: 'leaves',
    imageContract: 'structure',
    supervisor: 'structure',
    inference: 'structure',
    harness: 'structure',
    relay: 'leaves',
    seccompProfile: 'structure',
    fsGroup: 'leaves',
    observability: 'structure',
    isolation: 'leaves',
    defaultDeny: 'structure',
    claimers: 'leaves',
    claimGuard: 'structure',
    envVarsInjectionPolicy: 'structure',
    volumeClaimTemplatesPolicy: 'structure',
    updateStrategy: 'structure',
    service: 'structure',
    quota: 'structure',
    limitRange: 'leaves',
    createNamespace: 'structure',
    retain: 'structure',
    podTemplate: 'leaves',
    volumeClaimTemplates: 'leaves',
    image: 'leaves',
    command: 'leaves',
    args: 'leaves',
    env: 'leaves',
    envFrom: 'leaves',
    resources: 'leaves',
    ports: 'leaves',
    workingDir: 'leaves',
    volumes: 'leaves',
    tmpSizeLimit: 'leaves',
    runAsUser: 'leaves',
    readinessProbe: 'leaves',
    livenessProbe: 'leaves',
    startupProbe: 'leaves',
    serviceAccount: 'leaves',
    imagePullSecrets: 'leaves',
    terminationGracePeriodSeconds: 'leaves',
  },
  primary: 'pool',
  platformOf: ({ platform, tenant }) => platform ?? tenant?.platform,
  waitsFor: ({ tenant }) => (tenant === undefined ? [] : [{ gate: tenantGate(tenant) }]),
  rules: agentSandboxPoolRules,
  build: buildPool,
};

function buildPool(props: AgentSandboxPoolProps): Resource[] {
  const namespaces = namespaceMembers(props);
  const guards = [
    ...guardMembers(props),
    ...fenceMembers(props),
    ...(isSupervised(props) ? admissionMembers(props) : []),
  ];
  const files = isSupervised(props) ? configMapMembers(props) : [];
  const claimers = claimerMembers(props);
  const runtimeClasses = runtimeClassMembers(props);
  const inNamespace = [...guards, ...claimers, ...files, ...observabilityMembers(props)].map((item) =>
    item.scope === 'Namespaced' && namespaces.length > 0
      ? { ...item, dependsOn: ['namespace', ...item.dependsOn] }
      : item,
  );
  const fences = guards.map(({ key }) => key);
  const template = templateMember(
    props,
    [...namespaces, ...guards, ...files, ...runtimeClasses].map(({ key }) => key),
  );
  const before = claimers.filter(({ phase }) => phase === 'guard').map(({ key }) => key);
  const pool = warmPoolMembers(props, ['template', ...fences, ...before]);
  return [...namespaces, ...runtimeClasses, ...inNamespace, template, ...pool];
}
