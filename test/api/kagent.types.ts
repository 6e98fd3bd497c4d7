// What the compiler accepts and refuses in the kinds of kagent and kmcp; `npm run typecheck` is the test.
import type { Output } from '@pulumi/pulumi';
import type {
  AgentHarnessSpec,
  AgentSpec,
  AgentTool,
  HarnessChannel,
  MCPServerSpec,
  ModelConfig,
  ModelConfigSpec,
  ModelProviderConfigSpec,
  RemoteMCPServerSpec,
  SandboxAgentSpec,
} from '../../lib/api';
import type { Deep } from '../../lib/plan/leaf';

declare const text: Output<string>;

const use = <T>(..._values: T[]) => {};
const secret = { type: 'Secret', name: 'a', key: 'b' } as const;

export function acceptsUsualObjects() {
  use<AgentSpec>(
    { type: 'Declarative', declarative: { systemMessage: 'a', modelConfig: 'b', tools: [] } },
    { type: 'BYO', byo: { deployment: { image: 'a', replicas: 1 } }, description: 'c' },
  );
  use<SandboxAgentSpec>({ type: 'Declarative', declarative: {}, platform: 'substrate', substrate: {} });
  use<ModelConfigSpec>(
    { model: 'a', provider: 'OpenAI' },
    { model: 'a', provider: 'OpenAI', openAI: { temperature: '0.2' } },
    { model: 'a', provider: 'Bedrock', bedrock: { region: 'b', additionalModelRequestFields: { top_k: 5 } } },
  );
  use<HarnessChannel>({ name: 'a', type: 'telegram', telegram: { botToken: { valueFrom: secret } } });
  use<Deep<AgentSpec>>({
    type: 'Declarative',
    declarative: { systemMessage: text, deployment: { nodeSelector: { a: text } } },
  });
  use<Deep<ModelConfigSpec>>({ model: text, provider: 'Ollama', ollama: { host: text } });
}

export function refusesInUnions() {
  // @ts-expect-error the block of the other type
  use<AgentSpec>({ type: 'Declarative', byo: {} });
  // @ts-expect-error its own block is missing
  use<AgentSpec>({ type: 'BYO' });
  // @ts-expect-error both blocks
  use<AgentSpec>({ type: 'BYO', byo: {}, declarative: {} });
  // @ts-expect-error settings of another maker
  use<ModelConfigSpec>({ model: 'a', provider: 'OpenAI', anthropic: {} });
  // @ts-expect-error no such maker
  use<ModelConfigSpec>({ model: 'a', provider: 'openai' });
  // @ts-expect-error a tool without a type
  use<AgentTool>({ mcpServer: { name: 'a' } });
  // @ts-expect-error an agent where an MCP server belongs
  use<AgentTool>({ type: 'McpServer', agent: { name: 'a' } });
  // @ts-expect-error the settings of another messenger
  use<HarnessChannel>({ name: 'a', type: 'slack', telegram: { botToken: { value: 'b' } } });
}

export function refusesInFields() {
  // @ts-expect-error a number where kagent wants a text
  use<ModelConfigSpec>({ model: 'a', provider: 'OpenAI', openAI: { temperature: 0.2 } });
  // @ts-expect-error a required field is missing
  use<ModelConfigSpec>({ model: 'a', provider: 'GeminiVertexAI', geminiVertexAI: { projectID: 'b' } });
  // @ts-expect-error a required field is missing
  use<RemoteMCPServerSpec>({ url: 'a' });
  // @ts-expect-error a bad enum
  use<AgentHarnessSpec>({ backend: 'NemoClaw' });
  // @ts-expect-error a misspelt field
  use<AgentHarnessSpec>({ backend: 'nemoclaw', modelConfig: 'a' });
  // @ts-expect-error a required field is missing
  use<ModelProviderConfigSpec>({ endpoint: 'a' });
  // @ts-expect-error a list of variables where kmcp wants a map
  use<MCPServerSpec>({ deployment: { env: [{ name: 'A', value: 'b' }] } });
  // @ts-expect-error a field that a SandboxAgent alone has
  use<AgentSpec>({ type: 'Declarative', declarative: {}, platform: 'substrate' });
  // @ts-expect-error another apiVersion
  use<ModelConfig['apiVersion']>('kagent.dev/v1alpha1');
}
