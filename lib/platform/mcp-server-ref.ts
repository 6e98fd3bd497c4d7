/** An MCP server as plain data, for the agents that have it as a tool. */
export interface McpServerRef {
  /** An MCPServer is usable in its own namespace only. source: facts/kagent.md §4 */
  readonly kind: 'RemoteMCPServer' | 'MCPServer';
  readonly name: string;
  readonly namespace: string;
  /** Whose agents may use it. */
  readonly allows: 'Same' | 'All' | 'Selector';
}
