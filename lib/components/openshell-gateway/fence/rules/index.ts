import type { Rule } from '../../../../diagnostics/rule';
import type { OpenShellGatewayProps } from '../../props';
import { CALLERS } from './kf4030-callers';
import { NETWORK_POLICY_ENFORCED } from './kf4031-network-policy-enforced';
import { SANDBOX_EGRESS } from './kf4032-sandbox-egress';
import { SOMEBODY_CALLS } from './kf4033-somebody-calls';
import { SANDBOX_QUOTA } from './kf4034-sandbox-quota';

/** The rules over who reaches what, and over the limits of sandboxes. */
export const FENCE_RULES: readonly Rule<OpenShellGatewayProps>[] = [
  CALLERS,
  NETWORK_POLICY_ENFORCED,
  SANDBOX_EGRESS,
  SOMEBODY_CALLS,
  SANDBOX_QUOTA,
];
