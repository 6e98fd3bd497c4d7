import type { Rule } from '../../../../diagnostics/rule';
import type { OpenShellGatewayProps } from '../../props';
import { CALLERS } from './kf4030-callers';
import { NETWORK_POLICY_ENFORCED } from './kf4031-network-policy-enforced';
import { SANDBOX_EGRESS } from './kf4032-sandbox-egress';
import { SOMEBODY_CALLS } from './kf4033-somebody-calls';
import { SANDBOX_QUOTA } from './kf4034-sandbox-quota';
import { SANDBOX_MEMORY } from './kf4035-sandbox-memory';
import { PROCESSES_PER_NODE } from './kf4036-processes-per-node';
import { OUTSIDE_A_MESH } from './kf4038-outside-meshes';
import { POD_PIDS_LIMIT } from './kf4039-pod-pids-limit';

/** The rules over who reaches what, and over the limits of sandboxes. */
export const FENCE_RULES: readonly Rule<OpenShellGatewayProps>[] = [
  CALLERS,
  NETWORK_POLICY_ENFORCED,
  SANDBOX_EGRESS,
  SOMEBODY_CALLS,
  SANDBOX_QUOTA,
  SANDBOX_MEMORY,
  PROCESSES_PER_NODE,
  OUTSIDE_A_MESH,
  POD_PIDS_LIMIT,
];
