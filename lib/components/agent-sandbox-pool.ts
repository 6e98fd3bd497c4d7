import type { Resource } from '../plan/resource';
import { claimerMembers } from './agent-sandbox-pool/claimers';
import { guardMembers } from './agent-sandbox-pool/guards';
import { runtimeClassMembers } from './agent-sandbox-pool/isolation';
import { namespaceMembers } from './agent-sandbox-pool/namespace';
import type { AgentSandboxPoolProps } from './agent-sandbox-pool/props';
import { agentSandboxPoolRules } from './agent-sandbox-pool/rules';
import { templateMember } from './agent-sandbox-pool/template';
import { warmPoolMembers } from './agent-sandbox-pool/warm-pool';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';

export { SANDBOX_CONTAINER } from './agent-sandbox-pool/container';
export { POOL_LABEL } from './agent-sandbox-pool/labels';
export type * from './agent-sandbox-pool/network-props';
export type * from './agent-sandbox-pool/props';

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
    network: 'leaves',
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
  rules: agentSandboxPoolRules,
  build: buildPool,
};

function buildPool(props: AgentSandboxPoolProps): Resource[] {
  const namespaces = namespaceMembers(props);
  const guards = guardMembers(props);
  const claimers = claimerMembers(props);
  const runtimeClasses = runtimeClassMembers(props);
  const inNamespace = [...guards, ...claimers].map((item) =>
    item.scope === 'Namespaced' && namespaces.length > 0
      ? { ...item, dependsOn: ['namespace', ...item.dependsOn] }
      : item,
  );
  const fences = guards.map(({ key }) => key);
  const template = templateMember(
    props,
    [...namespaces, ...guards, ...runtimeClasses].map(({ key }) => key),
  );
  const before = claimers.filter(({ phase }) => phase === 'guard').map(({ key }) => key);
  const pool = warmPoolMembers(props, ['template', ...fences, ...before]);
  return [...namespaces, ...runtimeClasses, ...inNamespace, template, ...pool];
}
