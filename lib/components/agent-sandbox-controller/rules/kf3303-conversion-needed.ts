import type { Rule } from '../../../diagnostics/rule';
import { releasesWithoutV1alpha1, whoNeedsV1alpha1 } from '../../../platform/rules/kf1003-v1alpha1-served';
import { findRelease } from '../../../releases';
import type { AgentSandboxControllerProps } from '../props';
import { exampleController, exampleWithWebhook } from './example-controller';

/** The conversion webhook is not turned off under a release with a part that needs v1alpha1. */
export const CONVERSION_NEEDED: Rule<AgentSandboxControllerProps> = {
  id: 'KF3303',
  name: 'conversion-needed',
  severity: 'error',
  acknowledge: 'never',
  why: 'Everything installs; then each sandbox create ends in "no matches for kind" in a gateway’s log, and watches of v1alpha1 are skipped until a restart.',
  fix: 'leave conversionWebhook out, or choose a release that does without v1alpha1',
  faults: ['F-REL-03', 'F-REL-07', 'F-REL-08'],
  sources: ['facts/agent-sandbox.md §1.6', 'facts/verified.md §1'],
  check({ platform, conversionWebhook }, report) {
    const release = findRelease(platform.release);
    if (conversionWebhook !== false || !release || release.agentSandbox.v1alpha1.length === 0) return;
    report({
      path: ['conversionWebhook'],
      problem: whoNeedsV1alpha1(release),
      got: false,
      allowed: `true, or one of the releases ${releasesWithoutV1alpha1()}`,
    });
  },
  examples: {
    failing: exampleWithWebhook({ conversionWebhook: false }),
    mended: exampleController({ conversionWebhook: false }),
  },
};
