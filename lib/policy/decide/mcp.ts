/** One call as the proxy hands it to the engine. */
export interface JsonRpcCall {
  readonly method: string;
  /** Name of the tool of an MCP `tools/call`. */
  readonly tool?: string;
}

type Fields = Record<string, unknown>;
type Check = (value: unknown) => boolean;

const TOOL_NAME = /^[A-Za-z0-9_.-]{1,128}$/;
const LOG_LEVELS = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];

const text: Check = (value) => typeof value === 'string';
const idOrToken: Check = (value) => text(value) || Number.isSafeInteger(value);
const object: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const anything: Check = () => true;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || value === null || check(value);
const absentOr =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const fields =
  (checks: { readonly [name: string]: Check }): Check =>
  (value) =>
    object(value) && Object.entries(checks).every(([name, check]) => check((value as Fields)[name]));
const textMap: Check = (value) => object(value) && Object.values(value as Fields).every(text);

const meta = optional(fields({ progressToken: optional(idOrToken) }));
const task = fields({ taskId: text, _meta: meta });
const resource = fields({ uri: text, _meta: meta });

/** Parameters that known methods insist on; other methods take any. source: facts/openshell.md §1.4 */
const REQUEST_PARAMS: { readonly [method: string]: Check } = {
  initialize: fields({
    protocolVersion: text,
    capabilities: object,
    clientInfo: fields({ name: text, version: text }),
  }),
  'tools/call': fields({ name: text, arguments: anything, _meta: meta, task: optional(object) }),
  'resources/read': resource,
  'resources/subscribe': resource,
  'resources/unsubscribe': resource,
  'prompts/get': fields({ name: text, arguments: absentOr(textMap), _meta: meta }),
  'tasks/get': task,
  'tasks/update': fields({ taskId: text, inputResponses: absentOr(object), _meta: meta }),
  'tasks/result': task,
  'tasks/cancel': fields({ taskId: text, reason: optional(text), _meta: meta }),
  'logging/setLevel': fields({ level: (value) => LOG_LEVELS.includes(value as string), _meta: meta }),
  'completion/complete': fields({
    ref: (value) =>
      fields({ type: (type) => type === 'ref/prompt', name: text })(value) ||
      fields({ type: (type) => type === 'ref/resource', uri: text })(value),
    argument: fields({ name: text, value: text }),
    context: optional(fields({ arguments: optional(textMap) })),
  }),
};

const NOTIFICATION_PARAMS: { readonly [method: string]: Check } = {
  'notifications/cancelled': fields({ requestId: optional(idOrToken), reason: optional(text) }),
  'notifications/progress': fields({
    progressToken: idOrToken,
    progress: (value) => typeof value === 'number',
    total: optional((value) => typeof value === 'number'),
    message: optional(text),
  }),
};

/** The MCP call in a message, or why there is none. A message without `id` is a notification. */
export function mcpCall(message: Fields, strictToolNames: boolean): JsonRpcCall | string {
  const { id, method, params } = message;
  if (typeof method !== 'string') return 'the method is no text';
  const isRequest = id !== undefined;
  if (isRequest && !idOrToken(id)) return 'the id is neither a text nor a whole number';
  const checks = isRequest ? REQUEST_PARAMS : NOTIFICATION_PARAMS;
  const check = Object.hasOwn(checks, method) ? checks[method]! : anything;
  if (!check(params ?? {})) return `the parameters do not fit \`${method}\``;
  if (!isRequest || method !== 'tools/call') return { method };
  const tool = (params as { name: string }).name;
  if (strictToolNames && !TOOL_NAME.test(tool)) return 'the tool name is not of the form [A-Za-z0-9_.-]{1,128}';
  return { method, tool };
}
