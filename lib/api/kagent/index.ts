/**
 * The kinds of kagent 0.9.12 in v1alpha2.
 *
 * Left out is what upstream's CRDs carry from earlier releases: the kinds Memory and ToolServer, and v1alpha1 of Agent
 * and ModelConfig. The controller of 0.9.12 registers v1alpha2 alone, so it neither watches nor reads nor writes them;
 * its paths `/api/toolservers` and `/api/memories` are rows of its database. v1alpha1 has no conversion either: an
 * object of it would be stored and never acted on. A cluster whose CRD has had v1alpha1 as its storage version keeps
 * that name in `status.storedVersions`, and its API server refuses our CRD aloud until that is cleaned up.
 * source: facts/kagent.md §1
 */
import type { KindDefinition } from '../kind';
import { agentKind } from './agent';
import { agentHarnessKind } from './agent-harness';
import { modelConfigKind } from './model-config';
import { modelProviderConfigKind } from './model-provider-config';
import { remoteMcpServerKind } from './remote-mcp-server';
import { sandboxAgentKind } from './sandbox-agent';

export { type Agent, type AgentSpec, agentKind } from './agent';
export type { AgentBlueprint, AgentStatus } from './agent-blueprint';
export type { A2aSkill, DeclarativeAgent, PromptSource } from './agent-declarative';
export type { ByoDeployment, DeclarativeDeployment, ServiceAccountConfig } from './agent-deployment';
export {
  type AgentHarness,
  type AgentHarnessSpec,
  type AgentHarnessStatus,
  agentHarnessKind,
  type HarnessSubstrate,
} from './agent-harness';
export type {
  ChannelCredential,
  HarnessChannel,
  HermesSlack,
  OpenClawSlack,
  SlackChannel,
  TelegramChannel,
} from './agent-harness-channels';
export type { AgentSkills, SkillRepository } from './agent-skills';
export type { AgentTool, McpServerTool } from './agent-tools';
export type { AllowedNamespaces } from './allowed-namespaces';
export type { Header } from './header';
export { type ModelConfig, type ModelConfigSpec, type ModelConfigStatus, modelConfigKind } from './model-config';
export {
  type ModelProviderConfig,
  type ModelProviderConfigSpec,
  type ModelProviderConfigStatus,
  modelProviderConfigKind,
} from './model-provider-config';
export {
  type AnthropicModel,
  type AnthropicVertexAIModel,
  type AzureOpenAIModel,
  type BedrockModel,
  BLOCK_OF_PROVIDER,
  type GeminiVertexAIModel,
  MODEL_PROVIDERS,
  type ModelProvider,
  type OllamaModel,
  type OpenAIModel,
  type SapAICoreModel,
} from './model-providers';
export type { TypedLocalReference, TypedReference, ValueSource } from './references';
export {
  type DiscoveredTool,
  type RemoteMCPServer,
  type RemoteMCPServerSpec,
  type RemoteMCPServerStatus,
  remoteMcpServerKind,
} from './remote-mcp-server';
export { type SandboxAgent, type SandboxAgentSpec, sandboxAgentKind } from './sandbox-agent';
export type { SandboxSubstrate } from './substrate';
export type { TlsConfig } from './tls-config';

export const kagentKinds: readonly KindDefinition[] = [
  modelConfigKind,
  modelProviderConfigKind,
  agentKind,
  sandboxAgentKind,
  remoteMcpServerKind,
  agentHarnessKind,
];
