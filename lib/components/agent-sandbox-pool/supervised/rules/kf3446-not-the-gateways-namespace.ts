import type { Rule } from '../../../../diagnostics/rule';
import { defineTenant } from '../../../../platform/tenant-ref';
import type { AgentSandboxPoolProps } from '../../props';
import { exampleSupervisedPlatform, exampleSupervisedPool } from '../example';
import { isSupervised } from '../policy-of';

const platform = exampleSupervisedPlatform();
const inTenant = (sandboxes: string) =>
  exampleSupervisedPool({
    tenant: defineTenant({ platform, name: 'team-a', namespaces: { sandboxes } }),
    platform: undefined,
    namespace: undefined,
  });

/** A pool keeps out of the namespace that the gateway has to itself. */
export const notTheGatewaysNamespace: Rule<AgentSandboxPoolProps> = {
  id: 'KF3446',
  name: 'not-the-gateways-namespace',
  severity: 'error',
  acknowledge: 'never',
  why: 'In the gateway’s sandbox namespace every pod can trade its token for a sandbox’s identity, and a Sandbox that is not the gateway’s stops its watch; admission lets neither pool nor claim in.',
  fix: 'give the pool a namespace of its own',
  faults: ['F-TEN-04', 'F-GW-16'],
  sources: ['facts/openshell.md §3.7', 'facts/openshell-0.0.46.md §7 (#2211)'],
  check(props, report) {
    if (!isSupervised(props) || props.tenant === undefined) return;
    const { sandboxes, gatewaySandboxes } = props.tenant.namespaces;
    if (sandboxes !== gatewaySandboxes) return;
    report({
      path: ['tenant', 'namespaces', 'sandboxes'],
      problem: 'this namespace is the OpenShell gateway’s alone',
      got: sandboxes,
      allowed: 'another namespace than gatewaySandboxes',
    });
  },
  examples: { failing: inTenant('team-a-harnesses'), mended: inTenant('team-a') },
};
