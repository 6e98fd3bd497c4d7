import type { Rule } from '../../../diagnostics/rule';
import type { PlatformRef } from '../../../platform/platform-ref';
import { PLATFORM_RULES } from '../../../platform/rules';
import { type Lift, liftRule } from '../../../platform/rules/lift';
import type { AgentSandboxControllerProps } from '../../agent-sandbox-controller/props';
import { CONTROLLER_RULES } from '../../agent-sandbox-controller/rules';
import type { AgentPlatformProps } from '../props';
import { controllerPropsOf, refOf } from '../ref';
import { EXTERNAL_CONTROLLER } from './kf1020-external-controller';
import { CONTROLLER_PROPS } from './kf1021-controller-props';

const REF: Lift<PlatformRef, AgentPlatformProps> = {
  read: refOf,
  place: (path) => path,
  embed: (platform) => platform,
};

const CONTROLLER: Lift<AgentSandboxControllerProps, AgentPlatformProps> = {
  read: controllerPropsOf,
  place: ([first, ...rest]) =>
    first === 'platform' ? rest : ['controller', ...(first === undefined ? [] : [first, ...rest])],
  embed: ({ platform, patches: _, acknowledge = [], ...controller }) => ({
    ...platform,
    controller,
    acknowledge: [...platform.acknowledge, ...acknowledge],
  }),
};

/** The rules over a platform and over the controller that it runs. */
export const platformRules: readonly Rule<AgentPlatformProps>[] = [
  ...PLATFORM_RULES.map((rule) => liftRule(rule, REF)),
  EXTERNAL_CONTROLLER,
  CONTROLLER_PROPS,
  ...CONTROLLER_RULES.map((rule) => liftRule(rule, CONTROLLER)),
];
