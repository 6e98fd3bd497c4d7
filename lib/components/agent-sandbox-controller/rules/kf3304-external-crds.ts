import type { Rule } from '../../../diagnostics/rule';
import type { AgentSandboxControllerProps } from '../props';
import { usesConversionWebhook } from '../settings';
import { exampleController } from './example-controller';

/** CRDs of somebody else are not assumed to do without a webhook that is off. */
export const EXTERNAL_CRDS: Rule<AgentSandboxControllerProps> = {
  id: 'KF3304',
  name: 'external-crds-without-conversion',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Upstream’s own CRDs convert by webhook: with the webhook off, reads and writes through v1alpha1 fail and watch caches of that version with them, while the controller logs one line and goes on.',
  fix: 'let the CRDs be bundled, or acknowledge that yours serve v1beta1 only and have no spec.conversion',
  faults: ['F-REL-08'],
  sources: ['facts/agent-sandbox.md §7.5'],
  check(props, report) {
    if (props.crds !== 'external' || usesConversionWebhook(props)) return;
    report({
      path: ['crds'],
      problem: 'the conversion webhook is off, and the CRDs, which somebody else installs, may need it',
      got: 'external',
      allowed: 'bundled',
    });
  },
  examples: {
    failing: exampleController({ crds: 'external' }),
    mended: exampleController({ crds: 'external', conversionWebhook: true }),
  },
};
