import type { EndpointDocument } from '../../lib/policy';
import { supervisorFiles } from '../../lib/policy/supervisor';
import { ask } from './engine';
import { connectionInput } from './inputs';

// Bodies that a client can send and the generated requests do not have: unreadable ones, and an empty id.

const caller = { binary: '/usr/bin/curl', host: 'api.example.com', port: 443 };

function isAllowed(endpoint: EndpointDocument, request: object, version: string): unknown {
  const endpoints = [{ ...endpoint, host: caller.host, port: caller.port }];
  const files = supervisorFiles({ networkPolicies: { a: { endpoints, binaries: [caller.binary] } } }, version);
  const input = { ...connectionInput(caller), request: { path: '/', query_params: {}, graphql: null, ...request } };
  const [answers = []] = ask([{ files, queries: [{ rule: 'allow_request', input }] }]);
  return answers[0]?.value;
}

describe.each(['0.0.46', '0.0.111'])('GraphQL under OpenShell %s', (version) => {
  const query = { operation_type: 'query', fields: ['viewer'], persisted_query: false };

  test.each([
    ['can be read', { operations: [query] }, true],
    ['could not be read', { operations: [query], error: 'unexpected token' }, false],
    ['holds no operation', { operations: [] }, false],
  ])('a document that %s', (_, graphql, allowed) => {
    const endpoint = { protocol: 'graphql', enforcement: 'enforce', access: 'full' };
    expect(isAllowed(endpoint, { method: 'POST', graphql }, version)).toBe(allowed);
  });

  const bare = { operation_type: '', fields: [], persisted_query: true };
  test.each([
    ['a hash that is listed', { ...bare, persisted_query_hash: 'known' }, true],
    ['an id that is listed', { ...bare, persisted_query_id: 'known' }, true],
    [
      'a hash that is not, with an id that is',
      { ...bare, persisted_query_hash: 'x', persisted_query_id: 'known' },
      false,
    ],
    ['an empty id', { ...bare, persisted_query_id: '' }, false],
    ['neither', bare, false],
  ])('a persisted query by %s', (_, operation, allowed) => {
    const viewer = { operationType: 'query', fields: ['viewer'] };
    const endpoint = {
      protocol: 'graphql',
      enforcement: 'enforce',
      rules: [{ operationType: 'query', fields: ['viewer'] }],
      persistedQueries: 'allow_registered',
      graphqlPersistedQueries: { known: viewer, '': viewer },
    };
    expect(isAllowed(endpoint, { method: 'POST', graphql: { operations: [operation] } }, version)).toBe(allowed);
  });
});

describe('MCP under OpenShell 0.0.111', () => {
  const endpoint = {
    protocol: 'mcp',
    enforcement: 'enforce',
    rules: [{ tool: 'search' }],
    mcp: { allowAllKnownMcpMethods: true },
  };
  const call = { method: 'initialize', params: {}, receive_stream: false, has_response: false, error: null };

  test.each([
    ['a method', 'POST', call, true],
    ['an empty method', 'POST', { ...call, method: '' }, false],
    ['a method in a body that could not be read', 'POST', { ...call, error: 'no id' }, false],
    ['a response', 'POST', { ...call, method: null, has_response: true }, true],
    [
      'a response in a body that could not be read',
      'POST',
      { ...call, method: null, has_response: true, error: 'x' },
      false,
    ],
    ['the wait for events', 'GET', { ...call, method: null, receive_stream: true }, true],
    ['the wait for events with a body', 'GET', { ...call, receive_stream: true }, false],
    [
      'the wait for events that could not be read',
      'GET',
      { ...call, method: null, receive_stream: true, error: 'x' },
      false,
    ],
    ['nothing', 'POST', null, false],
  ])('%s', (_, method, jsonrpc, allowed) => {
    expect(isAllowed(endpoint, { method, jsonrpc }, '0.0.111')).toBe(allowed);
  });
});
