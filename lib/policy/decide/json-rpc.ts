import { type JsonRpcCall, mcpCall } from './mcp';
import { isReceiveStream } from './request';

/** What a JSON-RPC body holds, or why it cannot be read, which denies it even in audit mode. */
export type JsonRpcRequest =
  | { readonly error: string }
  | { readonly calls: readonly JsonRpcCall[]; readonly hasResponse: boolean; readonly receiveStream: boolean };

export interface JsonRpcOptions {
  readonly isMcp: boolean;
  readonly strictToolNames: boolean;
}

/** Reads a body under the options of the endpoint that was chosen. source: facts/openshell.md §1.3, §1.4 */
export function classifyJsonRpc(body: unknown, options: JsonRpcOptions): JsonRpcRequest {
  if (isReceiveStream(body)) return { calls: [], hasResponse: false, receiveStream: true };
  const value = typeof body === 'string' ? parseJson(body) : completed(body, options.isMcp);
  if (value === undefined) return { error: 'the body is no JSON' };
  const messages = Array.isArray(value) ? value : [value];
  if (messages.length === 0) return { error: 'the batch is empty' };
  const calls: JsonRpcCall[] = [];
  let hasResponse = false;
  for (const message of messages) {
    const read = readMessage(message, options);
    if (typeof read === 'string' && read !== RESPONSE) return { error: read };
    if (read === RESPONSE) hasResponse = true;
    else calls.push(read as JsonRpcCall);
  }
  return { calls, hasResponse, receiveStream: false };
}

const RESPONSE = 'response';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A call given as method, parameters and tool stands for the whole message. */
function completed(body: unknown, isMcp: boolean): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || 'jsonrpc' in body) return body;
  const { method, params, tool, ...rest } = body as Record<string, unknown>;
  if (typeof method !== 'string') return body;
  const isNotification = isMcp && method.startsWith('notifications/');
  const named = tool === undefined ? undefined : { name: tool };
  const given = params ?? named ?? (isMcp ? MCP_PARAMS[method] : undefined);
  return {
    jsonrpc: '2.0',
    ...(isNotification ? {} : { id: 1 }),
    ...rest,
    method,
    ...(given === undefined ? {} : { params: given }),
  };
}

/** The least parameters of the MCP methods that insist on some. */
const MCP_PARAMS: { readonly [method: string]: object } = {
  initialize: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'client', version: '1' } },
  'resources/read': { uri: 'resource:' },
  'resources/subscribe': { uri: 'resource:' },
  'resources/unsubscribe': { uri: 'resource:' },
  'prompts/get': { name: 'prompt' },
  'logging/setLevel': { level: 'info' },
  'completion/complete': { ref: { type: 'ref/prompt', name: 'prompt' }, argument: { name: 'a', value: 'b' } },
  'tasks/get': { taskId: 'task' },
  'tasks/update': { taskId: 'task' },
  'tasks/result': { taskId: 'task' },
  'tasks/cancel': { taskId: 'task' },
  'notifications/progress': { progressToken: 1, progress: 1 },
};

/** The call, `response` for an answer of the client, or why the message is neither. */
function readMessage(message: unknown, options: JsonRpcOptions): JsonRpcCall | string {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return 'the message is no object';
  const fields = message as Record<string, unknown>;
  if (fields.jsonrpc !== '2.0') return '`jsonrpc` is not "2.0"';
  const hasMethod = fields.method !== undefined;
  const hasResult = fields.result !== undefined;
  const hasError = fields.error !== undefined;
  if (hasResult || hasError) {
    if (hasMethod) return 'the message is both a call and a response';
    return readResponse(fields, hasResult && hasError);
  }
  if (!hasMethod) return 'the message has no method';
  if (options.isMcp) return mcpCall(fields, options.strictToolNames);
  return typeof fields.method === 'string' ? { method: fields.method } : 'the method is no text';
}

function readResponse({ id, error }: Record<string, unknown>, both: boolean): string {
  if (both) return 'the response holds both a result and an error';
  if (id === undefined || !(id === null || ['string', 'number'].includes(typeof id)))
    return 'the response has no valid id';
  const isObject = typeof error === 'object' && error !== null && !Array.isArray(error);
  return error === undefined || isObject ? RESPONSE : 'the error of the response is no object';
}
