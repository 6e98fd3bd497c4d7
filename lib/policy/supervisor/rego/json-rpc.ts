/** What 0.0.111 asks about JSON-RPC and MCP. source: facts/openshell.md §1.3, §1.4 */
export const JSON_RPC = `
# --- By JSON-RPC and MCP call ---

# The supervisor asks for each call of a batch by itself, and once more when the client sends responses.
call := input.request.jsonrpc

called := call.method if {
	is_string(call.method)
	call.method != ""
}

is_response if call.has_response == true

is_unreadable_call if is_string(call.error)

allows(endpoint) if {
	input.request.method == "POST"
	some rule in endpoint.rules
	is_about_call(endpoint, rule.allow)
}

denies(endpoint) if {
	input.request.method == "POST"
	some rule in endpoint.deny_rules
	is_about_call(endpoint, rule)
}

is_about_call(endpoint, rule) if {
	endpoint.protocol == "json-rpc"
	rule.method in {"*", called}
}

is_about_call(endpoint, rule) if {
	endpoint.protocol == "mcp"
	glob.match(rule.method, [], called)
	every key, matcher in object.get(rule, "params", {}) {
		value_matches(matcher, call.params[key])
	}
}

# Every method, but of the tools only those that rules name, if any do.
allows(endpoint) if {
	endpoint.mcp_allow_all_known_mcp_methods == true
	input.request.method == "POST"
	called
	not is_unreadable_call
	not is_left_to_tool_rules(endpoint)
}

is_left_to_tool_rules(endpoint) if {
	called == "tools/call"
	some rule in endpoint.rules
	rule.allow.params.name
}

# An MCP server may ask its client something, and the answer comes this way; plain JSON-RPC has no such thing.
allows(endpoint) if {
	endpoint.protocol == "mcp"
	input.request.method == "POST"
	is_response
	not is_unreadable_call
}

denies(endpoint) if {
	endpoint.protocol == "json-rpc"
	input.request.method == "POST"
	is_response
}

# What an MCP server sends comes on a GET without a body.
allows(endpoint) if {
	endpoint.protocol == "mcp"
	input.request.method == "GET"
	call.receive_stream == true
	not called
	not is_unreadable_call
}
`;
