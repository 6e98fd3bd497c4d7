import type { Rule } from '../../../../diagnostics/rule';
import { capabilitiesOf } from '../../capabilities';
import { exampleSideBySide } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** Somebody can be a user of the gateway. */
export const SOME_USER: Rule<OpenShellGatewayProps> = {
  id: 'KF4025',
  name: 'some-user',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'From OpenShell 0.0.47 on a client certificate opens the connection and makes nobody a user: without OIDC or the anonymous switch each call ends in "missing authorization header", and no sandbox is ever created.',
  fix: 'say who users are: auth.oidc, auth.trustedProxy, or auth.anonymous with its acknowledgement',
  faults: [],
  sources: ['crates/openshell-server/src/multiplex.rs at v0.0.111', 'facts/openshell.md §5'],
  check(props, report) {
    if (props.auth !== undefined || capabilitiesOf(props)?.anonymousSwitch !== true) return;
    report({
      path: ['auth'],
      problem: 'nobody can be a user of this gateway',
      allowed: 'oidc, trustedProxy, or anonymous',
    });
  },
  examples: { failing: exampleSideBySide({ auth: undefined }), mended: exampleSideBySide() },
};
