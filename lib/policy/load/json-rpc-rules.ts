import { compileProxyGlob } from '../path-scope';
import { checkMatchers, usesWildcard } from './matchers';
import type { Refuse } from './problem';
import type { RuntimeEndpoint, RuntimeRule } from './runtime';

/** What a rule may hold under `json-rpc`, `mcp`, and everything else. source: facts/openshell.md §1.4 */
export function checkJsonRpcRule(rule: RuntimeRule, endpoint: RuntimeEndpoint, refuse: Refuse): void {
  const hasParams = Object.keys(rule.params).length > 0;
  if (endpoint.protocol === 'json-rpc') {
    if (rule.method === '') refuse('a method is needed', 'method');
    else if (rule.method !== '*' && usesWildcard(rule.method)) refuse('the method is exact, or `*` alone', 'method');
    if (hasParams) refuse('`json-rpc` rules have no parameters', 'params');
    refusePathAndQuery(rule, refuse);
  } else if (endpoint.protocol === 'mcp') {
    checkMcpRule(rule, endpoint, refuse);
    refusePathAndQuery(rule, refuse);
  } else if (hasParams) {
    refuse('only `mcp` rules have a tool or parameters', 'params');
  }
}

function checkMcpRule({ method, params }: RuntimeRule, endpoint: RuntimeEndpoint, refuse: Refuse): void {
  if (usesWildcard(method) && !method.startsWith('tools/')) {
    refuse('patterns are allowed only within `tools/`', 'method');
  }
  const tool = params.name;
  if (method === '' && endpoint.mcpAllowAllKnownMethods !== true) {
    refuse('a method is needed unless `allow_all_known_mcp_methods`', 'method');
  } else if (tool !== undefined && method !== '' && method !== 'tools/call') {
    refuse('a tool belongs to `method: tools/call`', 'method');
  }
  for (const key of Object.keys(params)) {
    if (key !== 'name') refuse(`the parameter \`${key}\` cannot be matched`, 'params', key);
  }
  if (tool === undefined) return;
  checkMatchers({ tool }, refuse);
  if (endpoint.mcpStrictToolNames === false && usesWildcard(tool)) {
    refuse('patterns of tools need `strict_tool_names`', 'tool');
  }
}

/** A rule about every tool call beside rules about single tools contradicts them. */
export function checkMcpToolConflicts(endpoint: RuntimeEndpoint, refuse: Refuse): void {
  const namesTools = (rule: RuntimeRule) => rule.params.name !== undefined;
  if (!endpoint.rules.some(namesTools)) return;
  for (const [index, rule] of endpoint.rules.entries()) {
    const coversAll = coversToolsCall(rule.method) || (rule.method === '' && endpoint.mcpAllowAllKnownMethods === true);
    if (!namesTools(rule) && coversAll)
      refuse('it allows every tool beside rules for single tools', 'rules', index, 'method');
  }
  for (const [index, rule] of endpoint.denyRules.entries()) {
    if (!namesTools(rule) && coversToolsCall(rule.method)) {
      refuse('it denies every tool beside rules that allow single tools', 'denyRules', index, 'method');
    }
  }
}

function coversToolsCall(method: string): boolean {
  if (method === '') return false;
  return method === 'tools/call' || method === '*' || compileProxyGlob(method)?.('tools/call') === true;
}

function refusePathAndQuery({ path, query }: RuntimeRule, refuse: Refuse): void {
  if (path !== '') refuse('rules of this protocol have no path', 'path');
  if (Object.keys(query).length > 0) refuse('rules of this protocol have no query', 'query');
}
