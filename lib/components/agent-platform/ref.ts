import type { PlatformRef } from '../../platform/platform-ref';
import type { AgentSandboxControllerProps } from '../agent-sandbox-controller/props';
import type { AgentPlatformProps } from './props';

/** The ref among the props, and nothing beside it: field by field, because it is published. */
export function refOf(props: AgentPlatformProps): PlatformRef {
  const { refVersion, name, release, cluster, agentSandboxNamespace, agentSandbox, images, acknowledge, lockedRules } =
    props;
  return { refVersion, name, release, cluster, agentSandboxNamespace, agentSandbox, images, acknowledge, lockedRules };
}

/** The controller's own props, or `undefined` where somebody else installs agent-sandbox. */
export function controllerPropsOf(props: AgentPlatformProps): AgentSandboxControllerProps | undefined {
  if (props.agentSandbox.external !== undefined) return undefined;
  return { ...props.controller, platform: refOf(props) };
}
