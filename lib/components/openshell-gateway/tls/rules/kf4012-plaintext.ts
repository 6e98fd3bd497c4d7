import type { Rule } from '../../../../diagnostics/rule';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** The port is encrypted. */
export const PLAINTEXT: Rule<OpenShellGatewayProps> = {
  id: 'KF4012',
  name: 'plaintext',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'In plaintext no caller shows a certificate, and provider credentials and policies cross the node’s network readable: every pod that reaches the port has full rights.',
  fix: 'use tls.certManager or tls.job; what is left open otherwise is only kept in by the NetworkPolicy to the named callers',
  faults: ['F-GW-02'],
  sources: ['facts/openshell-0.0.46.md §2.2', 'facts/openshell.md §10.17'],
  check({ tls }, report) {
    if (tls?.disabled === undefined) return;
    report({
      path: ['tls', 'disabled'],
      problem: 'the gateway listens in plaintext and authenticates no connection',
      got: tls.disabled,
      allowed: 'certManager, job or existing in its place',
    });
  },
  examples: { failing: exampleGateway({ tls: { disabled: true } }), mended: exampleGateway() },
};
