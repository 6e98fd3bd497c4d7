import type { Rule } from '../../../../diagnostics/rule';
import { capabilitiesOf } from '../../capabilities';
import { exampleGateway, exampleGatewayPlatform } from '../../example';
import { platformOf } from '../../place';
import type { OpenShellGatewayProps } from '../../props';

const WITHOUT_POLICIES = exampleGatewayPlatform({
  cluster: { cni: 'none-enforcing' },
  acknowledge: [{ rule: 'KF1010', reason: 'a laptop' }],
});

/** Where only the network keeps callers out, the network does. */
export const NETWORK_POLICY_ENFORCED: Rule<OpenShellGatewayProps> = {
  id: 'KF4031',
  name: 'network-policy-enforced',
  severity: 'error',
  acknowledge: 'with-reason',
  why: 'This gateway does not know its callers by certificate or token, and the cluster’s network plugin ignores NetworkPolicies: every pod of the cluster has full rights on it.',
  fix: 'keep tls mutual (with OpenShell from 0.0.47: or use auth.oidc), or run a network plugin that enforces policies',
  faults: ['F-GW-02', 'F-GW-16', 'F-NET-01'],
  sources: ['facts/openshell-0.0.46.md §2.2'],
  check(props, report) {
    const { cni } = platformOf(props).cluster;
    if (cni !== 'none-enforcing' || knowsCallers(props)) return;
    report({
      path: ['tls'],
      problem: 'nothing keeps strangers from this gateway: no certificate, no token, no NetworkPolicy that is enforced',
      got: { cni },
      allowed: 'mutual TLS, or a cluster.cni that enforces NetworkPolicies',
    });
  },
  examples: {
    failing: exampleGateway({
      platform: WITHOUT_POLICIES,
      tls: { certManager: {}, clients: 'server' },
      acknowledge: [{ rule: 'KF4011', reason: 'a laptop' }],
    }),
    mended: exampleGateway({ platform: WITHOUT_POLICIES }),
  },
};

/** Whether each connection or each call says whose it is. OIDC makes the certificate optional. */
function knowsCallers(props: OpenShellGatewayProps): boolean {
  const { tls, auth } = props;
  if (auth?.oidc !== undefined) return capabilitiesOf(props)?.sandboxTokens === true;
  return tls?.disabled === undefined && tls?.clients !== 'server';
}
