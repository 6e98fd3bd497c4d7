import type { OpenShellVersion } from '../../releases/openshell';

/** What 0.0.46 evaluates. source: NVIDIA/OpenShell v0.0.46, crates/openshell-sandbox/src/{opa.rs,l7/relay.rs} */
const QUERIES_0_0_46 = [
  'filesystem_policy',
  'landlock_policy',
  'process_policy',
  'allow_network',
  'network_action',
  'deny_reason',
  'matched_network_policy',
  '_matching_endpoint_configs',
  'allow_request',
  'request_deny_reason',
] as const;

/** And 0.0.111. source: NVIDIA/OpenShell v0.0.111, crates/openshell-supervisor-network/src/{opa.rs,l7/relay.rs} */
const QUERIES_0_0_111 = [
  'filesystem_policy',
  'landlock_policy',
  'process_policy',
  'allow_network',
  'deny_reason',
  'matched_network_policy',
  '_matching_endpoint_configs',
  'egress_authorization',
  'exact_declared_endpoint_host',
  'endpoint_credential_guards',
  'network_middlewares',
  'policy_dns_eligible_endpoint_records',
  'allow_request',
  'request_deny_reason',
] as const;

/**
 * The rules that each supervisor evaluates by name; one that its module does not define ends it with "not a valid
 * rule path". source: facts/verified.md §9
 */
export const SUPERVISOR_QUERIES: { readonly [V in OpenShellVersion]: readonly string[] } = {
  '0.0.46': QUERIES_0_0_46,
  '0.0.49': QUERIES_0_0_46,
  '0.0.111': QUERIES_0_0_111,
};
