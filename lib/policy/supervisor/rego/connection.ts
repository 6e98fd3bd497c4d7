/** What both generations ask before and about a connection. source: facts/verified.md §9; facts/openshell-0.0.46.md §1.4, §1.5 */
export const CONNECTION = `
# --- How the process is confined: policy.yaml says it, the supervisor does it ---

filesystem_policy := data.filesystem_policy

landlock_policy := data.landlock

process_policy := data.process

# --- A connection ---

# One network policy must hold both an endpoint for the destination and a binary for the caller: the endpoint of one
# and the binary of another do not add up.
matching_policies contains name if {
	some name, policy in data.network_policies
	leads_there(policy)
	admits_caller(policy)
}

default allow_network := false

allow_network if count(matching_policies) > 0

default network_action := "deny"

network_action := "allow" if allow_network

# The name in the log, of several the first.
matched_network_policy := min(matching_policies) if allow_network

deny_reason := sprintf("no network policy leads to %s:%d", [input.network.host, input.network.port]) if {
	count(policies_leading_there) == 0
}

# Names the path to write into the policy: the kernel's, with every symbolic link resolved.
deny_reason := sprintf("%s is no binary of %s", [input.exec.path, concat(", ", policies_leading_there)]) if {
	not allow_network
	count(policies_leading_there) > 0
}

policies_leading_there contains name if {
	some name, policy in data.network_policies
	leads_there(policy)
}

leads_there(policy) if {
	some endpoint in policy.endpoints
	is_destination(endpoint)
}

is_destination(endpoint) if {
	host_matches(endpoint)
	input.network.port in endpoint.ports
}

# Case does not count in names. Only a star makes a pattern: one stays within a label, two take several.
host_matches(endpoint) if lower(endpoint.host) == lower(input.network.host)

host_matches(endpoint) if {
	contains(endpoint.host, "*")
	glob.match(lower(endpoint.host), ["."], lower(input.network.host))
}

# Without a host any name is meant, and the supervisor checks what it resolves to.
host_matches(endpoint) if {
	object.get(endpoint, "host", "") == ""
	count(object.get(endpoint, "allowed_ips", [])) > 0
}

# The executable that opens the connection, or one of its parents.
admits_caller(policy) if {
	some binary in policy.binaries
	some path in callers
	binary_matches(binary.path, path)
}

callers := array.concat([input.exec.path], input.exec.ancestors)

binary_matches(binary, path) if binary == path

binary_matches(binary, path) if {
	contains(binary, "*")
	glob.match(binary, ["/"], path)
}

# Every endpoint with a say: by the names of the policies, then as written. The supervisor counts on this order, since
# the first one settles TLS and addresses.
destination_endpoints := [endpoint |
	some name in matching_policies
	some endpoint in data.network_policies[name].endpoints
	is_destination(endpoint)
]

# Those that say how the connection is handled.
_matching_endpoint_configs := [endpoint |
	some endpoint in destination_endpoints
	shapes_connection(endpoint)
]

shapes_connection(endpoint) if endpoint.tls

shapes_connection(endpoint) if count(object.get(endpoint, "allowed_ips", [])) > 0
`;
