import type { PlatformRef } from '../../platform/platform-ref';
import type { AgentSandboxControllerProps } from '../agent-sandbox-controller/props';
import type { ComponentProps } from '../definition';

/** Props of the controller that the platform leaves to its user; namespace and acknowledgements are the platform's own. */
export type PlatformControllerProps = Omit<AgentSandboxControllerProps, 'platform' | 'patches' | 'acknowledge'>;

/** A platform, as `definePlatform` answers it, and how its parts are run. */
export interface AgentPlatformProps extends PlatformRef, Omit<ComponentProps, 'acknowledge'> {
  /**
   * How the agent-sandbox controller is run. KF1020 when somebody else installs it.
   *
   * @default - the controller with its own defaults
   */
  readonly controller?: PlatformControllerProps;
}
