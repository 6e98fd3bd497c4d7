import {
  array,
  type Discriminated,
  discriminated,
  object,
  type Schema,
  type Static,
  type StaticFields,
  string,
} from '../schema';
import { type Header, header } from './header';
import { reference, type TypedReference, typedReference } from './references';

const own = {
  /**
   * Names of the tools to offer, at most 50.
   * @default - all that the server has
   */
  toolNames: array(string(), { maxItems: 50 }),
  /** Those of `toolNames` that a person has to approve at each call, at most 50. */
  requireApproval: array(string(), { maxItems: 50 }),
  /**
   * Headers of the request to the agent that go on to the server, whatever their case. A token exchanged by STS
   * replaces `Authorization`.
   * source: facts/kagent.md §5
   */
  allowedHeaders: array(string()),
} as const;

const mcpServerTool = object(
  { ...reference, ...own },
  {
    rules: [
      {
        rule: '!has(self.requireApproval) || self.requireApproval.all(x, has(self.toolNames) && x in self.toolNames)',
        message: 'each RequireApproval entry must also appear in ToolNames',
        check: ({ requireApproval = [], toolNames = [] }) => requireApproval.every((name) => toolNames.includes(name)),
      },
    ],
  },
);

/**
 * Tools of an MCP server. Give `kind` and `apiGroup` always: an absent kind means MCPServer.
 * source: facts/kagent.md §4; facts/faults.md F-KAG-22
 */
export interface McpServerTool extends TypedReference, StaticFields<typeof own> {}

// An absent type makes CEL fail at the comparison, and the server refuses what it cannot evaluate, unless the other
// side of the `&&` is false already. So a tool without a type is refused, by the first rule or by the second.
const tool = object(
  {
    /** What the tool is. The schema does not require it, its rules do. */
    type: string({ enum: ['McpServer', 'Agent'] }),
    /** Tools of an MCP server. */
    mcpServer: mcpServerTool as Schema<McpServerTool>,
    /**
     * Another agent. It must be an Agent: across namespaces, a SandboxAgent is looked up as one and not found.
     * source: facts/kagent.md §4
     */
    agent: typedReference as Schema<TypedReference>,
    /** Headers that this agent sends to the tool. They win over those of the same name that the server's object sets. */
    headersFrom: array<Header>(header),
  },
  {
    rules: [
      {
        rule: "!(has(self.mcpServer) && self.type != 'McpServer')",
        message: 'type.mcpServer must be nil if the type is not McpServer',
        check: ({ type, mcpServer }) => mcpServer === undefined || type === 'McpServer',
      },
      {
        rule: "!(!has(self.mcpServer) && self.type == 'McpServer')",
        message: 'type.mcpServer must be specified for McpServer filter.type',
        check: ({ type, mcpServer }) => mcpServer !== undefined || (type !== undefined && type !== 'McpServer'),
      },
      {
        rule: "!(has(self.agent) && self.type != 'Agent')",
        message: 'type.agent must be nil if the type is not Agent',
        check: ({ type, agent }) => agent === undefined || type === 'Agent',
      },
      {
        rule: "!(!has(self.agent) && self.type == 'Agent')",
        message: 'type.agent must be specified for Agent filter.type',
        check: ({ type, agent }) => agent !== undefined || (type !== undefined && type !== 'Agent'),
      },
    ],
  },
);

interface Tool extends Static<typeof tool> {}

/** A tool of an agent: an MCP server's tools, or another agent. source: facts/kagent.md §1, §4 */
export type AgentTool = Discriminated<Tool, 'type', { readonly McpServer: 'mcpServer'; readonly Agent: 'agent' }>;

export const agentTool: Schema<AgentTool> = discriminated(tool, 'type', { McpServer: 'mcpServer', Agent: 'agent' });
