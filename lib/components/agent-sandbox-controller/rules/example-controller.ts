import { examplePlatform } from '../../../platform/rules/example-platform';
import { releases } from '../../../releases';
import type { AgentSandboxControllerProps } from '../props';

type Example = Partial<AgentSandboxControllerProps>;

/** A controller of the v1beta1-only profile without a fault, for the rules' examples. */
export function exampleController(props: Example = {}): AgentSandboxControllerProps {
  return { platform: examplePlatform(), ...props };
}

/** The same with the conversion webhook. */
export function exampleWithWebhook(props: Example = {}): AgentSandboxControllerProps {
  return exampleController({ platform: examplePlatform({ release: releases.KAGENT_0_9 }), ...props });
}
