import type { Rule } from '../../../../diagnostics/rule';
import { capabilitiesOf } from '../../capabilities';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** OpenID Connect where it closes the door, not where it opens one. */
export const SUPERVISOR_CALLS_OPEN: Rule<OpenShellGatewayProps> = {
  id: 'KF4023',
  name: 'supervisor-calls-open',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Up to OpenShell 0.0.46 OIDC makes client certificates optional and lets a supervisor’s calls through without a token: any pod that opens the port reads the inference key and, by sandbox id, every provider’s credentials.',
  fix: 'leave auth out, so that every connection shows a client certificate; what an acknowledged exception leaves open is kept in by the NetworkPolicy alone',
  faults: ['F-GW-16'],
  sources: ['facts/openshell-0.0.46.md §2.2', 'facts/verified.md §1'],
  check(props, report) {
    if (props.auth?.oidc === undefined || capabilitiesOf(props)?.sandboxTokens !== false) return;
    report({
      path: ['auth', 'oidc'],
      problem: 'with OIDC this gateway asks supervisors for neither certificate nor token',
      got: 'oidc',
      allowed: 'nothing: mutual TLS alone',
    });
  },
  examples: {
    failing: exampleGateway({ auth: { oidc: { issuer: 'https://login.example.com', audience: 'openshell' } } }),
    mended: exampleGateway(),
  },
};
