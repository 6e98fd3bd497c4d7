import type { Rule } from '../../../diagnostics/rule';
import { findingsOf } from '../../../platform/rules/refused-finding';
import { parseDnsSubdomain } from '../../../syntax/names';
import type { AgentSandboxControllerProps, WebhookCertificate } from '../props';
import { usesConversionWebhook } from '../settings';
import { exampleWithWebhook } from './example-controller';

const SOURCES: Record<WebhookCertificate['source'], true> = { controller: true, rotated: true, certManager: true };

/** The chosen source of the webhook's certificate can give one. */
export const CERTIFICATE_SOURCE: Rule<AgentSandboxControllerProps> = {
  id: 'KF3307',
  name: 'certificate-source',
  severity: 'error',
  acknowledge: 'never',
  why: 'Without its operator the Certificate is refused or stays without a Secret, and the controller’s pods wait for the mount; CRDs of somebody else do not get the CA.',
  fix: 'declare the operator cert-manager in the cluster facts, or choose another source',
  faults: ['F-SCR-08'],
  sources: ['facts/agent-sandbox.md §3'],
  check(props, report) {
    const { webhookCertificate, platform, crds } = props;
    if (webhookCertificate === undefined) return;
    const path = ['webhookCertificate', 'source'];
    const { source } = webhookCertificate;
    if (!Object.hasOwn(SOURCES, source)) {
      report({ path, problem: 'there is no such source', got: source, allowed: Object.keys(SOURCES).join(', ') });
      return;
    }
    if (!usesConversionWebhook(props)) {
      report({
        path: ['webhookCertificate'],
        problem: 'there is no conversion webhook that could use a certificate',
        got: { source },
        allowed: 'nothing, or conversionWebhook: true',
        fix: 'leave webhookCertificate out',
      });
    }
    if (webhookCertificate.source !== 'certManager') return;
    if (!platform.cluster.operators.includes('cert-manager')) {
      report({
        path,
        problem: 'cert-manager is not among the operators of the cluster',
        got: source,
        allowed: "controller, rotated, or 'cert-manager' in cluster.operators",
      });
    }
    if (crds === 'external') {
      report({
        path,
        problem:
          'cert-manager puts its CA only into CRDs that carry its annotation, and these are installed by somebody else',
        got: source,
        allowed: "controller, rotated, or crds: 'bundled'",
        fix: 'choose a source in which the controller writes the CA itself',
      });
    }
    const { name } = webhookCertificate.issuerRef;
    const findings = findingsOf(
      ['webhookCertificate', 'issuerRef', 'name'],
      'the name of the issuer',
      name,
      parseDnsSubdomain(name),
    );
    for (const finding of findings) report(finding);
  },
  examples: {
    failing: exampleWithWebhook({
      webhookCertificate: { source: 'certManager', issuerRef: { name: 'platform' } },
      crds: 'external',
    }),
    mended: exampleWithWebhook({ webhookCertificate: { source: 'certManager', issuerRef: { name: 'platform' } } }),
  },
};
