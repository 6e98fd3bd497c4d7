import type { Rule } from '../../../diagnostics/rule';
import type { AgentSandboxControllerProps } from '../props';
import { usesConversionWebhook } from '../settings';
import { exampleWithWebhook } from './example-controller';

/** Somebody renews the certificate of the conversion webhook. */
export const CERTIFICATE_RENEWAL: Rule<AgentSandboxControllerProps> = {
  id: 'KF3306',
  name: 'certificate-renewal',
  severity: 'warning',
  acknowledge: 'with-reason',
  why: 'The controller makes the certificate once, for 365 days, and reuses it without looking at its end: one day every conversion fails.',
  fix: "set webhookCertificate to { source: 'certManager', … } or { source: 'rotated', … }",
  faults: ['F-SCR-08'],
  sources: ['facts/agent-sandbox.md §3'],
  check(props, report) {
    const { webhookCertificate } = props;
    if (!usesConversionWebhook(props) || (webhookCertificate && webhookCertificate.source !== 'controller')) return;
    report({
      path: ['webhookCertificate'],
      problem: 'nobody renews the certificate of the conversion webhook, which ends 365 days after the first start',
      got: webhookCertificate,
      allowed: "{ source: 'certManager', issuerRef } or { source: 'rotated', image, schedule }",
    });
  },
  examples: {
    failing: exampleWithWebhook(),
    mended: exampleWithWebhook({
      webhookCertificate: { source: 'certManager', issuerRef: { name: 'platform', kind: 'ClusterIssuer' } },
    }),
  },
};
