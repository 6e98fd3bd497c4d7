import { resolveImageLeaf } from '../images/resolve';
import type { Resource } from '../plan/resource';
import type { AgentRef } from '../platform/agent-ref';
import { controlPlaneGate } from '../platform/gates';
import { declarativeField } from './agent/declarative';
import { AGENT_SUFFIX, deploymentField } from './agent/deployment';
import type { ByoContainer } from './agent/deployment-props';
import type { AgentProps } from './agent/props';
import { agentRules } from './agent/rules';
import { skillsField } from './agent/skills';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { allowedNamespacesField, allowsOf, given } from './kagent-resource/fields';
import { kagentMember } from './kagent-resource/member';
import { namespaceOf, platformOf } from './kagent-resource/place';
import { SERVICE_ACCOUNT, serviceAccountMembers } from './kagent-resource/service-account';

export type * from './agent/deployment-props';
export type * from './agent/props';
export type * from './agent/skills-props';

/** An agent of kagent, in a Deployment or in a sandbox. source: facts/kagent.md §1 Agent, SandboxAgent, §4 */
export const agent: ComponentDefinition<AgentProps> = {
  name: 'Agent',
  props: {
    ...COMPONENT_PROPS,
    controlPlane: 'structure',
    namespace: 'structure',
    name: 'structure',
    description: 'leaves',
    declarative: 'leaves',
    byo: 'leaves',
    sandbox: 'structure',
    skills: 'leaves',
    allowedDomains: 'structure',
    allowedNamespaces: 'leaves',
    deployment: 'leaves',
    secretsRevision: 'leaves',
  },
  primary: 'agent',
  platformOf,
  waitsFor: ({ controlPlane }) => [{ gate: controlPlaneGate(controlPlane) }],
  rules: agentRules,
  build: buildAgent,
};

/** The agent as plain data, for the agents that have it as a tool. */
export function agentRefOf(
  props: Pick<AgentProps, 'controlPlane' | 'namespace' | 'name' | 'sandbox' | 'allowedNamespaces'>,
): AgentRef {
  return {
    kind: props.sandbox === true ? 'SandboxAgent' : 'Agent',
    name: props.name,
    namespace: namespaceOf(props),
    allows: allowsOf(props.allowedNamespaces),
  };
}

function buildAgent(props: AgentProps): Resource[] {
  const accounts = serviceAccountMembers(props, props.deployment?.serviceAccount, AGENT_SUFFIX);
  const { kind } = agentRefOf(props);
  return [
    ...accounts,
    kagentMember(props, {
      key: 'agent',
      phase: 'workload',
      apiVersion: 'kagent.dev/v1alpha2',
      kind,
      name: props.name,
      component: 'agent',
      dependsOn: accounts.length > 0 ? [SERVICE_ACCOUNT] : [],
      readiness: [{ condition: 'Accepted' }, { condition: 'Ready' }],
      occupies: occupiedBy(props),
      body: { spec: specOf(props) },
    }),
  ];
}

function specOf(props: AgentProps) {
  const { description, declarative, byo, skills, allowedDomains, sandbox } = props;
  return {
    ...(sandbox === true && { platform: 'agent-sandbox' }),
    ...given({ description }),
    type: declarative === undefined ? 'BYO' : 'Declarative',
    ...(declarative !== undefined && { declarative: declarativeField(props, declarative) }),
    ...(byo !== undefined && { byo: { deployment: { ...containerField(props, byo), ...deploymentField(props) } } }),
    ...(skills !== undefined && { skills: skillsField(skills, platformOf(props)) }),
    ...(allowedDomains !== undefined && { sandbox: { network: { allowedDomains } } }),
    allowedNamespaces: allowedNamespacesField(props.allowedNamespaces),
  };
}

function containerField(props: AgentProps, { image, cmd, args, workingDir }: ByoContainer) {
  return {
    image: resolveImageLeaf(image, platformOf(props).images).reference,
    ...given({ cmd, args, workingDir }),
  };
}

/** What kagent makes under the agent's name, and adopts when it is there already. source: facts/kagent.md §4; fault F-KAG-24 */
function occupiedBy({ sandbox, skills, ...props }: AgentProps): string[] {
  const own = sandbox === true ? ['Sandbox.agents.x-k8s.io'] : ['Deployment.apps', 'Service'];
  const at = `${namespaceOf(props)}/${props.name}`;
  return [
    ...[...own, 'Secret', 'ServiceAccount'].map((kind) => `${kind} ${at}`),
    ...(skills === undefined ? [] : [`ConfigMap ${at}-skills-init`]),
  ];
}
