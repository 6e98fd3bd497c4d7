import type { PolicyRequest } from '../decide';
import { parseNetwork } from '../decide/addresses';
import type { RuntimeEndpoint, RuntimePolicy, RuntimeRule } from '../load';
import { NO_RULE } from '../load/runtime';

/** Requests of one endpoint at most; beyond that the search is left to the proof. */
const MOST_PER_ENDPOINT = 400;

/**
 * Requests worth asking both sides about: for each endpoint of the policy those its own patterns stand for, in the
 * ways a client can send them, and those on which the ceiling's rules for the same port turn.
 */
export function* candidates(ceiling: RuntimePolicy, policy: RuntimePolicy): Generator<PolicyRequest> {
  const isNew = unlessAsked(policy);
  for (const { binaries, endpoints } of policy.networkPolicies) {
    for (const endpoint of endpoints) {
      let count = 0;
      for (const request of requestsOf(endpoint, binaries, neighbours(ceiling, endpoint))) {
        count += 1;
        if (count > MOST_PER_ENDPOINT) break;
        if (isNew(request, endpoint)) yield request;
      }
    }
  }
}

/** Endpoints of one host suggest the same requests over and over; no others can. */
function unlessAsked({ networkPolicies }: RuntimePolicy): (request: PolicyRequest, by: RuntimeEndpoint) => boolean {
  const hosts = networkPolicies.flatMap(({ endpoints }) => endpoints.map(({ host }) => host));
  const asked = new Map<string, Set<string>>();
  for (const [index, host] of hosts.entries()) if (hosts.indexOf(host) !== index) asked.set(host, new Set());
  return (request, { host }) => {
    const known = asked.get(host);
    if (known === undefined) return true;
    const text = JSON.stringify(request);
    if (known.has(text)) return false;
    known.add(text);
    return true;
  };
}

/** Rules of the ceiling that stand on one of the ports. */
function neighbours({ networkPolicies }: RuntimePolicy, { ports }: RuntimeEndpoint): readonly RuntimeRule[] {
  return networkPolicies
    .flatMap(({ endpoints }) => endpoints)
    .filter((other) => other.ports.some((port) => ports.includes(port)))
    .flatMap(({ rules, denyRules }) => [...denyRules, ...rules]);
}

function* requestsOf(
  endpoint: RuntimeEndpoint,
  binaries: readonly string[],
  ceilingRules: readonly RuntimeRule[],
): Generator<PolicyRequest> {
  const hosts = endpoint.host === '' ? ['x.example'] : instances(endpoint.host, '.');
  const messages = messagesOf(endpoint, ceilingRules);
  // Broad first: every binary, host and port once, then the ways to send, then the messages.
  for (const port of endpoint.ports) {
    for (const binary of binaries.flatMap((pattern) => instances(pattern, '/'))) {
      for (const host of hosts) yield { binary, host, port, tls: true };
    }
  }
  const [binary] = binaries.flatMap((pattern) => instances(pattern, '/'));
  const [port] = endpoint.ports;
  if (binary === undefined || port === undefined) return;
  for (const host of hosts) {
    const base = { binary, host, port };
    yield { ...base, tls: false };
    for (const addresses of addressesOf(endpoint)) yield { ...base, tls: true, addresses };
    for (const message of messages) {
      yield { ...base, ...message, tls: true };
      yield { ...base, ...message, tls: false, via: 'forward' };
    }
    for (const addresses of addressesOf(endpoint)) {
      for (const message of messages.slice(0, 4)) yield { ...base, ...message, tls: true, addresses };
    }
  }
}

type Message = Pick<PolicyRequest, 'method' | 'path' | 'query' | 'websocket' | 'graphql' | 'jsonRpc'>;

function messagesOf(endpoint: RuntimeEndpoint, ceilingRules: readonly RuntimeRule[]): readonly Message[] {
  const rules = [...endpoint.rules, ...ceilingRules, ANYTHING];
  const seen = new Map<string, Message>();
  for (const rule of rules) {
    for (const message of ruleMessages(rule)) seen.set(JSON.stringify(message), message);
  }
  for (const odd of ['/', '/x%2Fy', '/v1/x', '/x/y/z']) {
    for (const method of ['GET', 'POST', 'DELETE', 'BREW']) seen.set(`${method} ${odd}`, { method, path: odd });
  }
  return [...seen.values()];
}

const ANYTHING: RuntimeRule = { ...NO_RULE, method: '*', path: '/**' };

function* ruleMessages(rule: RuntimeRule): Generator<Message> {
  if (rule.operationType !== '') {
    const type = rule.operationType === '*' ? 'mutation' : rule.operationType.toLowerCase();
    const [name = ''] = rule.operationName === '' ? [] : instances(rule.operationName, '.');
    const [field = 'x'] = rule.fields.flatMap((pattern) => instances(pattern, '.'));
    if (/^\w*$/.test(name) && /^\w+$/.test(field)) yield { graphql: `${type} ${name} { ${field} }` };
    return;
  }
  if (rule.path === '' && rule.method !== '') {
    const [tool] = [rule.params.name ?? []].flat().flatMap((pattern) => instances(pattern, '.'));
    for (const method of instances(rule.method, '.')) {
      yield { jsonRpc: tool === undefined ? { method } : { method: 'tools/call', params: { name: tool } } };
    }
    return;
  }
  const methods = rule.method === '*' ? ['GET', 'POST', 'DELETE', 'BREW'] : [rule.method, 'HEAD'];
  const query = Object.fromEntries(
    Object.entries(rule.query).map(([key, matcher]) => [
      key,
      [matcher]
        .flat()
        .flatMap((it) => instances(it, '.'))
        .slice(0, 1),
    ]),
  );
  for (const path of instances(rule.path === '**' ? '/**' : rule.path, '/')) {
    for (const method of methods) {
      if (method.toUpperCase() === 'WEBSOCKET_TEXT') yield { method: 'GET', path, query, websocket: { text: 'x' } };
      else yield { method: method.toUpperCase(), path, ...(Object.keys(query).length > 0 ? { query } : {}) };
    }
    if (methods.includes('GET')) yield { method: 'GET', path, query, websocket: true };
  }
}

function addressesOf({ allowedIps }: RuntimeEndpoint): readonly string[][] {
  const listed = allowedIps.flatMap((entry) => {
    const network = parseNetwork(entry);
    return network === undefined ? [] : [[network[0].toString()]];
  });
  return [['93.184.216.34'], ['10.9.8.7'], ...listed];
}

/** A few texts that a pattern matches, written by filling in its stars. */
function instances(pattern: string, separator: '/' | '.'): readonly string[] {
  if (!/[*?[{\\]/.test(pattern)) return [pattern];
  const plain = pattern
    .replace(/\{([^{},]*)[^{}]*\}/g, '$1')
    .replace(/\[!?([^\]])[^\]]*\]/g, (_, char: string) => char)
    .replaceAll('?', 'x')
    .replaceAll('\\', '');
  const fill = (one: string, many: string) => plain.replaceAll('**', '\0').replaceAll('*', one).replaceAll('\0', many);
  return [...new Set([fill('x', 'x'), fill('y9', `x${separator}y${separator}z`), fill('x-y', 'w')])];
}
