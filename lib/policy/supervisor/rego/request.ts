/** What both generations ask about a request on an open connection. source: facts/openshell-0.0.46.md §1.4, §1.5 step 7 */
export const REQUEST = `
# --- A request on a connection that is open ---

# Any endpoint in scope may allow and any may deny, whichever of them the supervisor reads the request by; a denial wins.
default allow_request := false

allow_request if {
	some endpoint in endpoints_in_scope
	allows(endpoint)
	not is_denied
}

is_denied if {
	some endpoint in endpoints_in_scope
	denies(endpoint)
}

request_deny_reason := sprintf("the policy denies %s %s", [input.request.method, input.request.path]) if is_denied

request_deny_reason := sprintf("the policy does not allow %s %s", [input.request.method, input.request.path]) if {
	not is_denied
	not allow_request
}

endpoints_in_scope := [endpoint |
	some endpoint in destination_endpoints
	is_in_scope(endpoint)
]

is_in_scope(endpoint) if object.get(endpoint, "path", "") == ""

is_in_scope(endpoint) if path_matches(endpoint.path)

# --- By method, path and query ---

allows(endpoint) if {
	some rule in endpoint.rules
	is_about(rule.allow)
	query_allows(object.get(rule.allow, "query", {}))
}

denies(endpoint) if {
	some rule in endpoint.deny_rules
	is_about(rule)
	query_denies(object.get(rule, "query", {}))
}

# A rule without a method or without a path is about nothing here, such as one for GraphQL operations.
is_about(rule) if {
	method_matches(rule.method)
	path_matches(rule.path)
}

method_matches("*") if true

method_matches(method) if upper(method) == upper(input.request.method)

# HEAD is GET without the body, for rules that deny as well.
method_matches(method) if {
	upper(method) == "GET"
	upper(input.request.method) == "HEAD"
}

# The supervisor hands on a canonical path: decoded, without dot segments, doubled slashes and parameters.
path_matches(pattern) if glob.match(pattern, ["/"], input.request.path)

parameters := object.get(input.request, "query_params", {})

# To allow, every parameter that the rule names must be there and all of its values must match.
query_allows(query) if {
	every key, matcher in query {
		count(parameters[key]) > 0
		every value in parameters[key] {
			value_matches(matcher, value)
		}
	}
}

# To deny, one matching value of each is enough.
query_denies(query) if {
	every key, matcher in query {
		parameter_denies(parameters[key], matcher)
	}
}

parameter_denies(values, _) if count(values) == 0

parameter_denies(values, matcher) if {
	some value in values
	value_matches(matcher, value)
}

# One pattern, or several of which one must match. Without a separator of its own the engine takes the dot for one.
value_matches(matcher, value) if {
	is_string(matcher)
	glob.match(matcher, [], value)
}

value_matches(matcher, value) if any_matches(matcher.any, value)

any_matches(patterns, value) if {
	some pattern in patterns
	glob.match(pattern, [], value)
}
`;
