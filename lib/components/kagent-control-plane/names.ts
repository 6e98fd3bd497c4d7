/** Ports of kagent's parts. source: facts/kagent.md §2, §10.9 */
export const PORT = {
  controller: 8083,
  controllerHealth: 8082,
  metrics: 8443,
  ui: 8080,
  oauth2Proxy: 4180,
  postgres: 5432,
  tools: 8084,
  toolsMetrics: 8085,
  querydoc: 8080,
  grafanaMcp: 8000,
  /** Every agent's. */
  agent: 8080,
  kmcpHealth: 8081,
  /** Loopback port of the TLS-originating sidecar. */
  tlsProxy: 8090,
  /** Where the kubelet asks the sidecar for its state. */
  tlsProxyHealth: 8091,
} as const;

/** Upstream's names under a prefix. source: facts/kagent.md §2 */
export function namesOf(prefix: string) {
  return {
    controller: `${prefix}-controller`,
    metrics: `${prefix}-controller-metrics`,
    ui: `${prefix}-ui`,
    postgres: `${prefix}-postgresql`,
    tools: `${prefix}-tools`,
    toolServer: `${prefix}-tool-server`,
    kmcp: `${prefix}-kmcp-controller-manager`,
    querydoc: `${prefix}-querydoc`,
    grafanaMcp: `${prefix}-grafana-mcp`,
    oauth2Proxy: `${prefix}-oauth2-proxy`,
    // A fixed name upstream: agents' prompts refer to it.
    promptLibrary: 'kagent-builtin-prompts',
  } as const;
}

/** Selector labels of one part's pods. source: facts/kagent.md §2 */
export function partSelector(prefix: string, part: string) {
  return {
    'app.kubernetes.io/name': 'kagent',
    'app.kubernetes.io/instance': prefix,
    'app.kubernetes.io/component': part,
  };
}

/** What every pod that kagent makes for an agent carries. source: facts/kagent.md §4 */
export const AGENT_POD_LABELS = { app: 'kagent' } as const;

/** `app.kubernetes.io/component` of the parts, and the first part of their keys. */
export const PART = {
  controller: 'controller',
  ui: 'ui',
  database: 'database',
  kmcp: 'kmcp',
  tools: 'tools',
  querydoc: 'querydoc',
  grafanaMcp: 'grafana-mcp',
  oauth2Proxy: 'oauth2-proxy',
} as const;

/** What every pod that kmcp makes for an MCPServer carries. source: facts/kagent.md §2 "kmcp and oauth2-proxy knobs" */
export const MCP_SERVER_POD_LABELS = { 'app.kubernetes.io/managed-by': 'kmcp' } as const;

/** The two groups of pods that are made in the watched namespaces, in keys and names. */
export const AGENTS = 'agents';
export const MCP_SERVERS = 'mcp-servers';
