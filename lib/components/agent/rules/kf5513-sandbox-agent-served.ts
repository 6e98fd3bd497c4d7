import type { Rule } from '../../../diagnostics/rule';
import type { PlatformRef } from '../../../platform/platform-ref';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { findRelease, releases } from '../../../releases';
import { exampleControlPlane } from '../../kagent-resource/rules/example-control-plane';
import type { AgentProps } from '../props';
import { exampleAgent } from './example-agent';

/** What a SandboxAgent becomes is served. */
export const SANDBOX_AGENT_SERVED: Rule<AgentProps> = {
  id: 'KF5513',
  name: 'sandbox-agent-served',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'kagent 0.9.12 makes Sandboxes of v1alpha1. Where that is not served when the controller starts, it skips the watch until its next restart, and the SandboxAgent’s status stays empty.',
  fix: 'choose the release KAGENT_0_9, or leave `sandbox` out; acknowledge it where the AgentSandboxController has `conversionWebhook: true`',
  faults: ['F-REL-07'],
  sources: ['facts/agent-sandbox.md §1.6', 'facts/kagent.md §4 SandboxAgent'],
  check({ sandbox, controlPlane }, report) {
    if (sandbox !== true || servesV1alpha1(controlPlane.platform)) return;
    report({
      path: ['sandbox'],
      problem: `${controlPlane.platform.release} does not serve v1alpha1 of Sandboxes`,
      got: true,
      allowed: 'false',
    });
  },
  examples: {
    failing: exampleAgent(
      {},
      {
        sandbox: true,
        controlPlane: exampleControlPlane({ platform: examplePlatform({ release: releases.SIDE_BY_SIDE }) }),
      },
    ),
    mended: exampleAgent({}, { sandbox: true }),
  },
};

function servesV1alpha1({ agentSandbox: { external }, release }: PlatformRef): boolean {
  return external?.servesV1alpha1 ?? (findRelease(release)?.agentSandbox.v1alpha1.length ?? 0) > 0;
}
