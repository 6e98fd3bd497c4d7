import type { Path } from '../../plan/path';
import type { OpenShellRelease } from '../../releases/openshell';
import { GRAPHQL_OPERATION_TYPES, PERSISTED_QUERY_MODES } from '../model';
import { hostWildcardProblem } from './hosts';
import { checkJsonRpcRule, checkMcpToolConflicts } from './json-rpc-rules';
import { checkMatchers } from './matchers';
import { type LoadProblem, type Refuse, refuseBelow } from './problem';
import type { RuntimeEndpoint, RuntimePolicy, RuntimeRule } from './runtime';

/**
 * What ends the supervisor when it loads a policy that the gateway has stored; at a hot reload the old policy stays.
 * Upstream compares some words exactly and some without case, and so does this.
 * source: facts/openshell-0.0.46.md §1.2; facts/openshell.md §1.3, §1.4
 */
export function supervisorProblems(policy: RuntimePolicy, release: OpenShellRelease): LoadProblem[] {
  const problems: LoadProblem[] = [];
  for (const { key, endpoints } of policy.networkPolicies) {
    for (const [index, endpoint] of endpoints.entries()) {
      const path: Path = ['networkPolicies', key, 'endpoints', index];
      checkEndpoint(endpoint, release, refuseBelow(problems, path));
    }
  }
  return problems;
}

function checkEndpoint(endpoint: RuntimeEndpoint, release: OpenShellRelease, refuse: Refuse): void {
  const { host, path, protocol, persistedQueries } = endpoint;
  if (path !== '' && !path.startsWith('/') && path !== '**') refuse('the path must begin with `/` or be `**`', 'path');
  const wildcard = hostWildcardProblem(host, release.quirks.hostWildcards);
  if (wildcard !== undefined) refuse(`host \`${host}\`: ${wildcard}`, 'host');
  checkSemantics(endpoint, release, refuse);
  if (persistedQueries !== '' && !(PERSISTED_QUERY_MODES as readonly string[]).includes(persistedQueries)) {
    refuse(`it is neither of ${PERSISTED_QUERY_MODES.join(', ')}`, 'persistedQueries');
  }
  for (const [key, operation] of Object.entries(endpoint.graphqlPersistedQueries)) {
    // The wire always carries the list, and an empty one is refused: every registered operation needs its fields.
    const at = refuseAt(refuse, 'graphqlPersistedQueries', key);
    checkOperationType(operation.operationType ?? '', at);
    checkFields(operation.fields ?? [], at);
  }
  if (protocol === 'sql' && endpoint.enforcement === 'enforce') refuse('`sql` cannot be enforced', 'enforcement');
  if (protocol === 'mcp') {
    if (host.trim() === '') refuse('`mcp` needs a host', 'host');
    if (!endpoint.ports.some((port) => port > 0)) refuse('`mcp` needs a port', 'port');
    checkMcpToolConflicts(endpoint, refuse);
  } else {
    if (endpoint.mcpStrictToolNames !== undefined) refuse('only `mcp` has it', 'mcp', 'strictToolNames');
    if (endpoint.mcpAllowAllKnownMethods !== undefined) refuse('only `mcp` has it', 'mcp', 'allowAllKnownMcpMethods');
  }
  checkRules(endpoint, release, refuse);
}

/** Which fields may stand together. */
function checkSemantics(endpoint: RuntimeEndpoint, { protocols, quirks }: OpenShellRelease, refuse: Refuse): void {
  const { access, rules, denyRules } = endpoint;
  const protocol = endpoint.protocol.toLowerCase();
  const isKnown = protocols.includes(protocol);
  const isInspected = isKnown && protocol !== 'tcp';
  const isJsonRpc = isInspected && protocol === 'json-rpc';
  const isMcp = isInspected && protocol === 'mcp';
  const hasRules = rules.length > 0;
  const allowsAll = isMcp && endpoint.mcpAllowAllKnownMethods === true;

  if (protocol !== '' && !isKnown) {
    refuse(`protocol \`${endpoint.protocol}\` is none of ${protocols.join(', ')}`, 'protocol');
  }
  if (protocol === 'tcp' && isKnown) checkTcp(endpoint, refuse);
  if (hasRules && access !== '') refuse('`rules` and `access` exclude each other', 'access');
  if ((isJsonRpc || isMcp) && access !== '') refuse(`\`${protocol}\` has no access presets`, 'access');
  const needsAllow = quirks.refusesRulesThatAllowNothing ? isInspected && !isMcp : protocol !== '';
  if (needsAllow && !hasRules && access === '') refuse('a protocol needs `rules` or `access`', 'rules');
  if (isMcp && !hasRules && access === '' && !allowsAll) {
    refuse('`mcp` needs `rules` unless `allow_all_known_mcp_methods`', 'rules');
  }
  if (quirks.refusesRulesThatAllowNothing && hasRules && !allowsAll && rules.every(allowsNothing)) {
    refuse('no rule allows anything', 'rules');
  }
  if (denyRules.length > 0) {
    const deniesNeed = quirks.refusesRulesThatAllowNothing ? isInspected : protocol !== '';
    if (!deniesNeed) refuse('`deny_rules` need a protocol', 'denyRules');
    if (!isMcp && !hasRules && access === '') refuse('`deny_rules` need `rules` or `access` to take from', 'denyRules');
  }
}

function checkTcp(endpoint: RuntimeEndpoint, refuse: Refuse): void {
  const { access, rules, denyRules } = endpoint;
  if (access !== '' || rules.length > 0 || denyRules.length > 0) {
    refuse('`tcp` has no `access`, `rules` or `deny_rules`', 'protocol');
  }
  const present = [
    endpoint.enforcement !== '' && 'enforcement',
    endpoint.path !== '' && 'path',
    endpoint.allowEncodedSlash && 'allow_encoded_slash',
    endpoint.websocketCredentialRewrite && 'websocket_credential_rewrite',
    endpoint.requestBodyCredentialRewrite && 'request_body_credential_rewrite',
    endpoint.persistedQueries !== '' && 'persisted_queries',
    Object.keys(endpoint.graphqlPersistedQueries).length > 0 && 'graphql_persisted_queries',
    endpoint.graphqlMaxBodyBytes > 0 && 'graphql_max_body_bytes',
    endpoint.jsonRpcMaxBodyBytes > 0 && 'json_rpc.max_body_bytes',
    endpoint.mcpStrictToolNames !== undefined && 'mcp.strict_tool_names',
    endpoint.mcpAllowAllKnownMethods !== undefined && 'mcp.allow_all_known_mcp_methods',
    endpoint.hasSigningOrBinding && 'credential signing or binding',
  ].filter((field) => field !== false);
  if (present.length > 0) refuse(`\`tcp\` has no ${present.join(', ')}`, 'protocol');
}

function allowsNothing(rule: RuntimeRule): boolean {
  const { method, path, command, operationType, operationName, params } = rule;
  return (
    [method, path, command, operationType, operationName].every((text) => text === '') && params.name === undefined
  );
}

function checkRules(endpoint: RuntimeEndpoint, release: OpenShellRelease, refuse: Refuse): void {
  const { protocol } = endpoint;
  const speaksHttp = protocol === 'rest' || protocol === 'websocket';
  const isWebsocketGraphql = protocol === 'websocket' && hasGraphqlPolicy(endpoint);
  for (const [index, rule] of endpoint.rules.entries()) {
    const at = refuseAt(refuse, 'rules', index);
    if (speaksHttp) checkMatchers(rule.query, refuseAt(at, 'query'));
    if (isWebsocketGraphql && rule.method.toUpperCase() === 'WEBSOCKET_TEXT') {
      at('with GraphQL rules on the endpoint, messages are allowed by operation, not by WEBSOCKET_TEXT', 'method');
    }
    if (release.protocols.includes('json-rpc')) checkJsonRpcRule(rule, endpoint, at);
    // The wire always carries method and path of an allow rule, if only as empty texts, so upstream finds every
    // GraphQL allow rule of a websocket endpoint mixed.
    if (protocol === 'websocket' && hasGraphqlFields(rule)) {
      at('upstream refuses GraphQL allow rules on websocket endpoints that come through the gateway', 'operationType');
    }
    checkGraphqlRule(rule, protocol, at);
  }
  for (const [index, rule] of endpoint.denyRules.entries()) {
    const at = refuseAt(refuse, 'denyRules', index);
    checkMatchers(rule.query, refuseAt(at, 'query'));
    if (release.protocols.includes('json-rpc')) checkJsonRpcRule(rule, endpoint, at);
    if (protocol === 'websocket' && hasGraphqlFields(rule) && hasTransportFields(rule)) {
      at('a websocket deny rule has either method, path, query or GraphQL fields', 'operationType');
    }
    checkGraphqlRule(rule, protocol, at);
  }
}

function checkGraphqlRule(rule: RuntimeRule, protocol: string, refuse: Refuse): void {
  if (protocol !== 'graphql' && !(protocol === 'websocket' && hasGraphqlFields(rule))) return;
  checkOperationType(rule.operationType, refuse);
  if (rule.fields.includes('')) refuse('a field pattern must not be empty', 'fields');
}

function checkOperationType(operationType: string, refuse: Refuse): void {
  if (!(GRAPHQL_OPERATION_TYPES as readonly string[]).includes(operationType.toLowerCase())) {
    refuse(`it is none of ${GRAPHQL_OPERATION_TYPES.join(', ')}`, 'operationType');
  }
}

function checkFields(fields: readonly string[], refuse: Refuse): void {
  if (fields.length === 0 || fields.includes(''))
    refuse('at least one field is needed, and none may be empty', 'fields');
}

/** Whether client messages of a websocket endpoint are read as GraphQL. */
export function hasGraphqlPolicy(endpoint: RuntimeEndpoint): boolean {
  const { graphqlPersistedQueries, persistedQueries, rules, denyRules } = endpoint;
  return (
    Object.keys(graphqlPersistedQueries).length > 0 ||
    (persistedQueries !== '' && persistedQueries !== 'deny') ||
    [...rules, ...denyRules].some(hasGraphqlFields)
  );
}

function hasGraphqlFields({ operationType, operationName, fields }: RuntimeRule): boolean {
  return operationType !== '' || operationName !== '' || fields.length > 0;
}

function hasTransportFields({ method, path, query }: RuntimeRule): boolean {
  return method !== '' || path !== '' || Object.keys(query).length > 0;
}

function refuseAt(refuse: Refuse, ...below: readonly (string | number)[]): Refuse {
  return (problem, ...path) => refuse(problem, ...below, ...path);
}
