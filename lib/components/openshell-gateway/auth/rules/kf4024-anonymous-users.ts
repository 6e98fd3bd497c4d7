import type { Rule } from '../../../../diagnostics/rule';
import { exampleSideBySide } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** Callers that nobody knows are no administrators. */
export const ANONYMOUS_USERS: Rule<OpenShellGatewayProps> = {
  id: 'KF4024',
  name: 'anonymous-users',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Whoever gets a connection and shows no token is administrator and user at once: creates sandboxes, runs commands in them, changes policies. Under mutual TLS these are the holders of a client certificate, each sandbox’s supervisor among them.',
  fix: 'use auth.oidc; with auth.anonymous keep tls mutual and the callers few',
  faults: ['F-GW-02'],
  sources: ['crates/openshell-server/src/multiplex.rs at v0.0.111', 'facts/openshell.md §10.17'],
  check({ auth }, report) {
    if (auth?.anonymous === undefined) return;
    report({
      path: ['auth', 'anonymous'],
      problem: 'everybody who reaches the port is an administrator',
      got: auth.anonymous,
      allowed: 'oidc, or trustedProxy',
    });
  },
  examples: { failing: exampleSideBySide({ auth: { anonymous: true } }), mended: exampleSideBySide() },
};
