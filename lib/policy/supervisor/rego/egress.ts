/** What 0.0.111 asks beyond 0.0.46. source: facts/verified.md §9 */
export const EGRESS = `
# --- A connection, in one answer ---

egress_authorization := {
	"action": network_action,
	"matched_policy": policy_or_nothing,
	"deny_reason": reason_or_nothing,
	"endpoint_configs": _matching_endpoint_configs,
	"matched_endpoints": matched_endpoints,
	"exact_declared_endpoint_host": exact_declared_endpoint_host,
}

default policy_or_nothing := ""

policy_or_nothing := matched_network_policy

default reason_or_nothing := ""

reason_or_nothing := deny_reason

matched_endpoints := [{"policy_name": name, "endpoint_index": index, "endpoint": endpoint} |
	some name in matching_policies
	some index, endpoint in data.network_policies[name].endpoints
	is_destination(endpoint)
]

# A host that a policy names in full may resolve to a private address.
default exact_declared_endpoint_host := false

exact_declared_endpoint_host if {
	some endpoint in destination_endpoints
	not contains(endpoint.host, "*")
	lower(endpoint.host) == lower(input.network.host)
}

# Where the supervisor looks before it lets a credential leave: endpoints without a protocol count here too.
endpoint_credential_guards := destination_endpoints

# Chosen and run by the supervisor; which hosts they see is not decided here.
default network_middlewares := {}

network_middlewares := data.network_middlewares

# Names that the supervisor resolves for transparent TCP. Of all policies, since no connection is asked about.
policy_dns_eligible_endpoint_records := [{"policy_name": name, "endpoint_index": index, "endpoint": endpoint} |
	some name, policy in data.network_policies
	some index, endpoint in policy.endpoints
	lower(endpoint.protocol) == "tcp"
	endpoint.host != ""
	count(endpoint.ports) > 0
]
`;
