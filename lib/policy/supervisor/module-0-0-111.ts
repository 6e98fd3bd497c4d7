import { moduleHead } from './module-head';
import { SUPERVISOR_QUERIES } from './queries';
import { CONNECTION } from './rego/connection';
import { EGRESS } from './rego/egress';
import { GRAPHQL } from './rego/graphql';
import { JSON_RPC } from './rego/json-rpc';
import { REQUEST } from './rego/request';

/**
 * The Rego module of OpenShell 0.0.111. Upstream's own also obeys a switch in `data.runtime` by which binaries no longer
 * count; this one has no ear for it, so that an environment variable cannot widen a policy.
 */
export const MODULE_0_0_111 = [
  moduleHead('0.0.111', SUPERVISOR_QUERIES['0.0.111'], 'method, path, query_params, graphql, jsonrpc'),
  CONNECTION,
  `
# Transparent TCP is a plain connection in other words.
shapes_connection(endpoint) if lower(endpoint.protocol) != "tcp"
`,
  EGRESS,
  REQUEST,
  GRAPHQL,
  JSON_RPC,
].join('');
