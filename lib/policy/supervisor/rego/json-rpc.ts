/** What 0.0.111 asks about JSON-RPC and MCP. source: facts/openshell.md §1.3, §1.4 */
export const JSON_RPC = `
# --- By JSON-RPC and MCP call ---

speaks_json_rpc(endpoint) if endpoint.protocol in {"json-rpc", "mcp"}

# The supervisor asks for each call of a batch by itself, and once more when the client sends responses.
call := input.request.jsonrpc

is_response if call.has_response == true

is_unreadable_call if {
	call.error != null
	call.error != ""
}

allows(endpoint) if {
	speaks_json_rpc(endpoint)
	input.request.method == "POST"
	not is_response
	some rule in endpoint.rules
	is_about_call(endpoint, rule.allow)
}

# Every method, but of the tools only those that rules name, if any do.
allows(endpoint) if {
	endpoint.protocol == "mcp"
	endpoint.mcp_allow_all_known_mcp_methods == true
	input.request.method == "POST"
	not is_response
	not is_unreadable_call
	is_string(call.method)
	call.method != ""
	not is_left_to_tool_rules(endpoint)
}

is_left_to_tool_rules(endpoint) if {
	call.method == "tools/call"
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
	not is_string(call.method)
	not is_response
	not is_unreadable_call
}

denies(endpoint) if {
	speaks_json_rpc(endpoint)
	input.request.method == "POST"
	some rule in endpoint.deny_rules
	is_about_call(endpoint, rule)
}

is_about_call(endpoint, rule) if {
	endpoint.protocol == "json-rpc"
	is_string(call.method)
	rule.method in {"*", call.method}
}

is_about_call(endpoint, rule) if {
	endpoint.protocol == "mcp"
	is_string(call.method)
	rule.method != ""
	glob.match(rule.method, [], call.method)
	every key, matcher in object.get(rule, "params", {}) {
		is_string(call.params[key])
		value_matches(matcher, call.params[key])
	}
}
`;
