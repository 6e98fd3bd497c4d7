import type { Rule } from '../../../../diagnostics/rule';
import { exampleSideBySide } from '../../example';
import type { OpenShellGatewayProps } from '../../props';

const OIDC = { issuer: 'https://login.example.com/realms/team-a', audience: 'openshell' };

/** Both roles have a name, or neither is said. */
export const BOTH_ROLES: Rule<OpenShellGatewayProps> = {
  id: 'KF4022',
  name: 'both-roles',
  severity: 'error',
  acknowledge: 'never',
  why: 'The gateway ends at its start when only one of the two roles has a name.',
  fix: 'name both roles, or leave `roles` out for upstream’s openshell-admin and openshell-user',
  faults: ['F-TEN-08'],
  sources: ['facts/openshell.md §5'],
  check({ auth }, report) {
    const roles = auth?.oidc?.roles;
    if (roles === undefined) return;
    for (const role of ['admin', 'user'] as const) {
      const got: unknown = roles?.[role];
      if (typeof got === 'string' && got !== '') continue;
      report({
        path: ['auth', 'oidc', 'roles', role],
        problem: `the role of ${role === 'admin' ? 'administrators' : 'users'} has no name`,
        got,
        allowed: 'the name of a role',
      });
    }
  },
  examples: {
    failing: exampleSideBySide({ auth: { oidc: { ...OIDC, roles: { admin: 'platform', user: '' } } } }),
    mended: exampleSideBySide({ auth: { oidc: { ...OIDC, roles: { admin: 'platform', user: 'team-a' } } } }),
  },
};
