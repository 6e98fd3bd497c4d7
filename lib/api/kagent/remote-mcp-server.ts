import { atomicConditions } from '../common';
import type { ObjectMeta } from '../kubernetes';
import { array, boolean, int64, object, required, type Schema, type Static, string } from '../schema';
import { type AllowedNamespaces, allowedNamespaces } from './allowed-namespaces';
import { type Header, header } from './header';
import { kagentKind } from './kind';
import { type TlsConfig, tlsConfig } from './tls-config';

const spec = object(
  {
    /** What the server is for. */
    description: required(string()),
    /** URL of the server, at least one character. */
    url: required(string({ minLength: 1 })),
    /**
     * How the server speaks MCP.
     * @default 'STREAMABLE_HTTP'
     */
    protocol: string({ enum: ['SSE', 'STREAMABLE_HTTP'], default: 'STREAMABLE_HTTP' }),
    /** Headers of every request; an agent's own of the same name win. They reach the agents as clear text. */
    headersFrom: array<Header>(header),
    /**
     * How long a request may take, as a Go duration, e.g. `30s`.
     * @default '30s'
     */
    timeout: string({ default: '30s' }),
    /** How long the server may stay silent on an open stream, as a Go duration, e.g. `5m0s`. */
    sseReadTimeout: string(),
    /**
     * End the session at the server when the connection is closed.
     * @default true
     */
    terminateOnClose: boolean({ default: true }),
    /**
     * Namespaces whose agents may use the server.
     * @default - its own
     */
    allowedNamespaces: allowedNamespaces as Schema<AllowedNamespaces>,
    /** How the server's certificate is checked. Not for `http://`. */
    tls: tlsConfig as Schema<TlsConfig>,
  },
  {
    rules: [
      {
        rule: "!self.url.startsWith('http://') || !has(self.tls)",
        message:
          'spec.tls must be unset when spec.url has http:// scheme: a TLS opinion contradicts a plaintext URL. Either drop spec.tls, or use https:// / a scheme-less URL.',
        check: ({ url, tls }) => !url.startsWith('http://') || tls === undefined,
      },
      {
        rule: "!(has(self.allowedNamespaces) && has(self.allowedNamespaces.from) && (self.allowedNamespaces.from == 'All' || self.allowedNamespaces.from == 'Selector') && has(self.tls) && has(self.tls.caCertSecretRef) && size(self.tls.caCertSecretRef) > 0)",
        message:
          "spec.allowedNamespaces must not permit cross-namespace access (from: All or from: Selector) when spec.tls.caCertSecretRef is set: a pinned CA Secret is mounted onto the consuming agent's pod and Kubernetes resolves it in the agent's namespace, not this RemoteMCPServer's. Use from: Same (the default), or remove the CA Secret reference.",
        check: ({ allowedNamespaces: { from } = {}, tls: { caCertSecretRef = '' } = {} }) =>
          !(from === 'All' || from === 'Selector') || caCertSecretRef === '',
      },
    ],
  },
);

const discoveredTool = object({
  /** Name of the tool. */
  name: required(string()),
  /** What it does, as the server says. */
  description: required(string()),
});

export interface DiscoveredTool extends Static<typeof discoveredTool> {}

const status = object({
  /** `Accepted`: the server answered and its tools were listed. source: facts/kagent.md §10.18 */
  conditions: atomicConditions,
  /** Tools of the server. */
  discoveredTools: array<DiscoveredTool>(discoveredTool),
  /** `metadata.generation` that the status speaks about. */
  observedGeneration: int64(),
  /** Hash over the Secret of `tls`; a new one rolls the agents. */
  secretHash: string(),
});

export interface RemoteMCPServerSpec extends Static<typeof spec> {}
export interface RemoteMCPServerStatus extends Static<typeof status> {}

/** An MCP server that runs somewhere already. source: facts/kagent.md §1, §4 */
export interface RemoteMCPServer {
  readonly apiVersion: 'kagent.dev/v1alpha2';
  readonly kind: 'RemoteMCPServer';
  readonly metadata: ObjectMeta;
  readonly spec: RemoteMCPServerSpec;
  readonly status?: RemoteMCPServerStatus;
}

export const remoteMcpServerKind = kagentKind({
  kind: 'RemoteMCPServer',
  plural: 'remotemcpservers',
  shortNames: ['rmcps'],
  schema: object({ spec, status }),
  columns: [
    { name: 'Protocol', type: 'string', jsonPath: '.spec.protocol' },
    { name: 'URL', type: 'string', jsonPath: '.spec.url' },
    { name: 'Accepted', type: 'string', jsonPath: ".status.conditions[?(@.type=='Accepted')].status" },
  ],
});
