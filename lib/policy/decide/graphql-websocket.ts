import { classifyPayload, type GraphqlRequest } from './graphql';

const OPERATION_MESSAGES = ['subscribe', 'start'];
const CONTROL_MESSAGES = ['connection_init', 'connection_terminate', 'ping', 'pong', 'complete', 'stop'];

/** A text message on a websocket endpoint with GraphQL rules: traffic control, or an operation to be checked. */
export type WebsocketMessage = 'control' | GraphqlRequest;

/** Reads a client message of either GraphQL WebSocket protocol. source: facts/openshell-0.0.46.md §1.2 */
export function classifyMessage(text: string): WebsocketMessage {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return { error: 'the message is no JSON' };
  }
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return { error: 'the message is no object' };
  }
  const { type, id, payload } = message as { type?: unknown; id?: unknown; payload?: unknown };
  if (typeof type !== 'string') return { error: 'the message has no type' };
  if (CONTROL_MESSAGES.includes(type)) return 'control';
  if (!OPERATION_MESSAGES.includes(type)) return { error: `a message of type ${JSON.stringify(type)} is not known` };
  if (typeof id !== 'string' || id === '') return { error: 'the operation message has no id' };
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return { error: 'the operation message has no payload' };
  }
  return classifyPayload(payload);
}
