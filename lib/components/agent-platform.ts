import { type Resource, withKeyPrefix } from '../plan/resource';
import { platformGate } from '../platform/gates';
import type { PlatformRef } from '../platform/platform-ref';
import { createOnlyGuards } from './admission/create-only-guard';
import { clusterRoleMembers } from './agent-platform/cluster-roles';
import { gateMember } from './agent-platform/gate';
import { operateGuardMembers } from './agent-platform/operate-guard';
import type { AgentPlatformProps } from './agent-platform/props';
import { controllerPropsOf, refOf } from './agent-platform/ref';
import { platformRules } from './agent-platform/rules';
import { type AgentSandboxControllerProps, agentSandboxController } from './agent-sandbox-controller';
import { CONTROLLER } from './agent-sandbox-controller/names';
import { settingsOf } from './agent-sandbox-controller/settings';
import type { ComponentDefinition } from './definition';

export { type TenantRole, tenantClusterRole } from './agent-platform/cluster-roles';
export { PLATFORM_CONFIG_MAP } from './agent-platform/gate';
export type { AgentPlatformProps, PlatformControllerProps } from './agent-platform/props';

/** What exists once per cluster: agent-sandbox, the roles for tenants, and the record that everything else waits for. */
export const agentPlatform: ComponentDefinition<AgentPlatformProps> = {
  name: 'AgentPlatform',
  props: {
    refVersion: 'structure',
    name: 'structure',
    release: 'structure',
    cluster: 'structure',
    agentSandboxNamespace: 'structure',
    agentSandbox: 'structure',
    images: 'structure',
    acknowledge: 'structure',
    lockedRules: 'structure',
    controller: 'leaves',
    patches: 'leaves',
  },
  primary: 'gate',
  opens: ({ name }) => ({ gate: platformGate({ name }), phase: 'gate' }),
  // What is locked is locked for others: the platform itself may waive it.
  platformOf: (props) => ({ ...refOf(props), lockedRules: [] }),
  rules: platformRules,
  build: buildPlatform,
};

/** As whom the controller runs; one that somebody else installs is taken to have upstream's names. */
function controllerIdentity({ agentSandboxNamespace }: PlatformRef, props?: AgentSandboxControllerProps) {
  if (props === undefined) return { namespace: agentSandboxNamespace, serviceAccount: CONTROLLER };
  const { namespace, serviceAccount } = settingsOf(props);
  return { namespace, serviceAccount };
}

function buildPlatform(props: AgentPlatformProps): Resource[] {
  const platform = refOf(props);
  const controller = controllerPropsOf(props);
  const resources = [
    ...(controller ? withKeyPrefix('agent-sandbox', agentSandboxController.build(controller)) : []),
    ...clusterRoleMembers(),
    ...operateGuardMembers(),
    ...createOnlyGuards(controllerIdentity(platform, controller)),
  ];
  return [
    ...resources,
    gateMember(
      platform,
      resources.map(({ key }) => key),
    ),
  ];
}
