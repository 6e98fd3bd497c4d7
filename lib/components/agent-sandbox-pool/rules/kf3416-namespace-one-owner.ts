import type { Rule } from '../../../diagnostics/rule';
import { examplePlatform } from '../../../platform/rules/example-platform';
import { defineTenant } from '../../../platform/tenant-ref';
import { examplePool } from '../example';
import type { AgentSandboxPoolProps } from '../props';

const tenant = defineTenant({ platform: examplePlatform(), name: 'team-a' });

const inTenant = { tenant, platform: undefined, namespace: undefined };

/** A namespace is made by one component. */
export const namespaceOneOwner: Rule<AgentSandboxPoolProps> = {
  id: 'KF3416',
  name: 'namespace-one-owner',
  severity: 'error',
  acknowledge: 'never',
  why: 'The Tenant makes its namespaces, maybe from another repository: two owners write their labels over each other’s at every apply, Pod Security among them.',
  fix: 'remove `createNamespace`',
  faults: ['F-ENG-08'],
  sources: ['DESIGN §3'],
  check(props, report) {
    if (props.tenant === undefined || !props.createNamespace) return;
    report({
      path: ['createNamespace'],
      problem: 'the tenant makes this namespace',
      got: true,
      allowed: 'false, or nothing',
    });
  },
  examples: {
    failing: examplePool({ ...inTenant, createNamespace: true }),
    mended: examplePool(inTenant),
  },
};
