import type { AgentRef } from '../../platform/agent-ref';
import type { McpServerRef } from '../../platform/mcp-server-ref';
import { namespaceOf } from '../kagent-resource/place';
import type { AgentProps, AgentTool, DeclarativeSettings, McpTool } from './props';

/** The name of the model that the agent calls: as given, else the control plane's in its own namespace. */
export function modelConfigOf(props: AgentProps): string | undefined {
  const { modelConfig } = props.declarative ?? {};
  if (modelConfig !== undefined) return nameOfModel(modelConfig);
  const { defaultModelConfig, namespace } = props.controlPlane;
  return namespaceOf(props) === namespace ? defaultModelConfig : undefined;
}

/** The name of a ModelConfig that is given by name or by ref. */
export function nameOfModel(model: NonNullable<DeclarativeSettings['modelConfig']>): string {
  return typeof model === 'string' ? model : model.name;
}

/** The server of a tool; a name means a RemoteMCPServer beside the agent. */
export function mcpServerOf({ mcpServer }: McpTool, namespace: string): McpServerRef {
  if (typeof mcpServer !== 'string') return mcpServer;
  return { kind: 'RemoteMCPServer', name: mcpServer, namespace, allows: 'Same' };
}

/** The agent of a tool; a name means an Agent beside the agent. */
export function toolAgentOf({ agent }: AgentTool, namespace: string): AgentRef {
  return typeof agent === 'string' ? { kind: 'Agent', name: agent, namespace, allows: 'Same' } : agent;
}
