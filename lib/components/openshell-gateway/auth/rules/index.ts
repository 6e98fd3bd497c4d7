import type { Rule } from '../../../../diagnostics/rule';
import type { OpenShellGatewayProps } from '../../props';
import { AUTH_OFFERED } from './kf4020-auth-offered';
import { ISSUER_FORM } from './kf4021-issuer-form';
import { BOTH_ROLES } from './kf4022-both-roles';
import { SUPERVISOR_CALLS_OPEN } from './kf4023-supervisor-calls-open';
import { ANONYMOUS_USERS } from './kf4024-anonymous-users';
import { SOME_USER } from './kf4025-some-user';

/** The rules over `auth`. */
export const AUTH_RULES: readonly Rule<OpenShellGatewayProps>[] = [
  AUTH_OFFERED,
  ISSUER_FORM,
  BOTH_ROLES,
  SUPERVISOR_CALLS_OPEN,
  ANONYMOUS_USERS,
  SOME_USER,
];
