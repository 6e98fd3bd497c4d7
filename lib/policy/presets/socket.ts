import type { WebsocketEndpoint } from '../model';

/** A WebSocket host over TLS: the upgrade and the client's text messages, credentials filled in by the proxy. */
export function socket(host: string): WebsocketEndpoint {
  return {
    host,
    port: 443,
    protocol: 'websocket',
    enforcement: 'enforce',
    websocketCredentialRewrite: true,
    rules: [
      { method: 'GET', path: '/**' },
      { method: 'WEBSOCKET_TEXT', path: '/**' },
    ],
  };
}
