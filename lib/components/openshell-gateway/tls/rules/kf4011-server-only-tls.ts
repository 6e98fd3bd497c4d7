import type { Rule } from '../../../../diagnostics/rule';
import { capabilitiesOf } from '../../capabilities';
import { exampleGateway } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

/** Callers show a certificate, unless something better tells who they are. */
export const SERVER_ONLY_TLS: Rule<OpenShellGatewayProps> = {
  id: 'KF4011',
  name: 'server-only-tls',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'Without client certificates every pod that reaches the port may create sandboxes, run commands in them and read every provider’s credentials; OIDC changes that only from OpenShell 0.0.47 on.',
  fix: 'leave tls.clients out; kagent reaches a mutual gateway through its control plane’s TLS proxy',
  faults: ['F-GW-01', 'F-GW-16'],
  sources: ['facts/openshell-0.0.46.md §2.2', 'facts/verified.md §1, §5'],
  check(props, report) {
    if (props.tls?.clients !== 'server') return;
    const oidc = props.auth?.oidc !== undefined;
    if (oidc && capabilitiesOf(props)?.sandboxTokens) return;
    report({
      path: ['tls', 'clients'],
      problem: oidc
        ? 'this gateway asks users for a token, but lets everybody make the calls of a supervisor, which return credentials'
        : 'the gateway shows a certificate and asks nobody for one: the NetworkPolicy is all that keeps callers out',
      got: 'server',
      allowed: 'mutual',
    });
  },
  examples: {
    failing: exampleGateway({ tls: { certManager: {}, clients: 'server' } }),
    mended: exampleGateway({ tls: { certManager: {}, clients: 'mutual' } }),
  },
};
