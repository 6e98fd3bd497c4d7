import type { Construct } from 'constructs';
import type { McpServerProps } from '../../lib/components/mcp-server';
import type { McpServerRef } from '../../lib/platform/mcp-server-ref';
import { Component } from './component';

const load = () => require('../../lib/components/mcp-server') as typeof import('../../lib/components/mcp-server');

/** Tools by MCP: a server with a URL, or one that kmcp runs. */
export class McpServer extends Component<McpServerProps> {
  /** The server as plain data, for the agents that have it as a tool. */
  readonly ref: McpServerRef;

  constructor(scope: Construct, id: string, props: McpServerProps) {
    super(scope, id, load().mcpServer, props);
    this.ref = load().mcpServerRefOf(props);
  }
}
