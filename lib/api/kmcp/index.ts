import type { KindDefinition } from '../kind';
import { mcpServerKind } from './mcp-server';

export {
  type MCPServer,
  type MCPServerDeployment,
  type MCPServerInitContainer,
  type MCPServerServiceAccount,
  type MCPServerSpec,
  type MCPServerStatus,
  mcpServerKind,
} from './mcp-server';

export const kmcpKinds: readonly KindDefinition[] = [mcpServerKind];
