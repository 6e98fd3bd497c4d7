import type * as pulumi from '@pulumi/pulumi';
import { type McpServerProps, mcpServer, mcpServerRefOf } from '../../lib/components/mcp-server';
import type { McpServerRef } from '../../lib/platform/mcp-server-ref';
import { Component } from './component';

/** Tools by MCP: a server with a URL, or one that kmcp runs. */
export class McpServer extends Component<McpServerProps> {
  /** The server as plain data, for the agents that have it as a tool. */
  readonly ref: McpServerRef;

  constructor(name: string, props: McpServerProps, opts?: pulumi.ComponentResourceOptions) {
    super(mcpServer, name, props, opts);
    this.ref = mcpServerRefOf(props);
  }
}
