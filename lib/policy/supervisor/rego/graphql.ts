/** What both generations ask about GraphQL, over HTTP and in WebSocket messages. source: facts/openshell-0.0.46.md §1.4, §1.5 step 7 */
export const GRAPHQL = `
# --- By GraphQL operation ---

allows(endpoint) if graphql_allows(endpoint)

# A GraphQL endpoint answers for its path alone: what it does not allow, no broader rule beside it lets through.
denies(endpoint) if {
	endpoint.protocol in {"graphql", "websocket"}
	is_object(input.request.graphql)
	not graphql_allows(endpoint)
}

denies(endpoint) if {
	some rule in endpoint.deny_rules
	some sent in operations
	operation := meaning(endpoint, sent)
	is_about_operation(rule, operation)
	denies_fields(rule, operation)
}

operations := input.request.graphql.operations

is_unreadable_document if input.request.graphql.error != ""

# All operations of a batch must pass.
graphql_allows(endpoint) if {
	not is_unreadable_document
	count(operations) > 0
	every operation in operations {
		operation_allowed(endpoint, operation)
	}
}

operation_allowed(endpoint, sent) if {
	is_taken(endpoint, sent)
	operation := meaning(endpoint, sent)
	some rule in endpoint.rules
	is_about_operation(rule.allow, operation)
	allows_fields(rule.allow, operation)
}

# A hash or id without its document says nothing about what will run, unless the policy lists it and says so.
is_bare(operation) if {
	operation.persisted_query == true
	object.get(operation, "operation_type", "") == ""
}

is_taken(_, operation) if not is_bare(operation)

is_taken(endpoint, _) if endpoint.persisted_queries == "allow_registered"

meaning(_, operation) := operation if not is_bare(operation)

meaning(endpoint, operation) := endpoint.graphql_persisted_queries[registry_key(operation)] if is_bare(operation)

registry_key(operation) := operation.persisted_query_hash if object.get(operation, "persisted_query_hash", "") != ""

registry_key(operation) := operation.persisted_query_id if {
	object.get(operation, "persisted_query_hash", "") == ""
	operation.persisted_query_id != ""
}

is_about_operation(rule, operation) if {
	type_matches(rule.operation_type, object.get(operation, "operation_type", ""))
	name_matches(object.get(rule, "operation_name", ""), object.get(operation, "operation_name", ""))
}

type_matches("*", _) if true

type_matches(wanted, type) if lower(wanted) == lower(type)

name_matches("", _) if true

name_matches(pattern, name) if glob.match(pattern, [], name)

# To allow, every root field that is selected must match; to deny, one is enough.
allows_fields(rule, _) if count(object.get(rule, "fields", [])) == 0

allows_fields(rule, operation) if {
	count(operation.fields) > 0
	every field in operation.fields {
		any_matches(rule.fields, field)
	}
}

denies_fields(rule, _) if count(object.get(rule, "fields", [])) == 0

denies_fields(rule, operation) if {
	some field in operation.fields
	any_matches(rule.fields, field)
}
`;
