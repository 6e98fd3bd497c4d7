import type { Resource } from '../plan/resource';
import { controlPlaneGate } from '../platform/gates';
import type { McpServerRef } from '../platform/mcp-server-ref';
import { COMPONENT_PROPS, type ComponentDefinition } from './definition';
import { allowsOf } from './kagent-resource/fields';
import { namespaceOf, platformOf } from './kagent-resource/place';
import type { McpServerProps } from './mcp-server/props';
import { remoteMember } from './mcp-server/remote';
import { mcpServerRules } from './mcp-server/rules';
import { runMembers } from './mcp-server/run';

export type * from './mcp-server/props';

/** Tools by MCP, remote or run by kmcp. source: facts/kagent.md §1 RemoteMCPServer, MCPServer */
export const mcpServer: ComponentDefinition<McpServerProps> = {
  name: 'McpServer',
  props: {
    ...COMPONENT_PROPS,
    controlPlane: 'structure',
    namespace: 'structure',
    name: 'structure',
    remote: 'leaves',
    run: 'leaves',
  },
  primary: 'mcp-server',
  platformOf,
  waitsFor: ({ controlPlane }) => [{ gate: controlPlaneGate(controlPlane) }],
  rules: mcpServerRules,
  build: buildMcpServer,
};

/** The server as plain data, for the agents that have it as a tool. */
export function mcpServerRefOf(props: McpServerProps): McpServerRef {
  return {
    kind: props.run === undefined ? 'RemoteMCPServer' : 'MCPServer',
    name: props.name,
    namespace: namespaceOf(props),
    allows: allowsOf(props.remote?.allowedNamespaces),
  };
}

function buildMcpServer(props: McpServerProps): Resource[] {
  const { remote, run } = props;
  if (run !== undefined) return runMembers(props, run);
  // KF5450 refuses a server that is neither.
  return remote === undefined ? [] : [remoteMember(props, remote)];
}
