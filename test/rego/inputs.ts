import type { EngineRequest } from '../../lib/policy/decide/evaluate';

/** Who opens a connection, and where to. */
export interface Connection {
  readonly binary: string;
  readonly ancestors?: readonly string[];
  readonly host: string;
  readonly port: number;
}

/** The input of the questions about a connection. source: NVIDIA/OpenShell v0.0.46, opa.rs, `evaluate_network` */
export function connectionInput({ binary, ancestors = [], host, port }: Connection) {
  return { network: { host, port }, exec: { path: binary, ancestors, cmdline_paths: ['/usr/bin/everything'] } };
}

/** The input of the questions about a request. source: NVIDIA/OpenShell v0.0.111, l7/relay.rs, `evaluate_l7_request_once` */
export function requestInput(connection: Connection, { method, path, query, graphql, jsonRpc }: EngineRequest) {
  return {
    ...connectionInput(connection),
    request: {
      method,
      path,
      query_params: query,
      graphql: graphql === undefined ? null : { operations: graphql.operations.map(operationInput) },
      jsonrpc: jsonRpc === undefined ? null : jsonRpcInput(jsonRpc),
    },
  };
}

type Operation = NonNullable<EngineRequest['graphql']>['operations'][number];

/** Texts that the document does not have are left out. source: v0.0.111, l7/graphql.rs, `GraphqlOperationInfo` */
function operationInput({ operationType, operationName, fields, persisted, hash, id }: Operation) {
  return {
    operation_type: operationType,
    ...(operationName === '' ? {} : { operation_name: operationName }),
    fields,
    persisted_query: persisted,
    ...(hash === '' ? {} : { persisted_query_hash: hash }),
    ...(id === '' ? {} : { persisted_query_id: id }),
  };
}

/** What is absent is null. source: v0.0.111, l7/relay.rs, `jsonrpc_policy_input` */
function jsonRpcInput({ call, hasResponse, receiveStream }: NonNullable<EngineRequest['jsonRpc']>) {
  return {
    method: call?.method ?? null,
    params: call === undefined ? null : call.tool === undefined ? {} : { name: call.tool },
    tool: call?.tool ?? null,
    receive_stream: receiveStream,
    has_response: hasResponse,
    error: null,
  };
}
