import { given } from '../kagent-resource/fields';
import { namespaceOf } from '../kagent-resource/place';
import { headersField } from '../mcp-server/remote';
import { deploymentField } from './deployment';
import type { AgentProps, AgentToolProp, Compaction, DeclarativeSettings, SystemMessageSource } from './props';
import { mcpServerOf, modelConfigOf, nameOfModel, toolAgentOf } from './references';

export const DEFAULT_RUNTIME = 'python';

/** `declarative` of the spec. What the API server would default is written out. source: facts/kagent.md §10.17 */
export function declarativeField(props: AgentProps, settings: DeclarativeSettings) {
  const { systemMessage, systemMessageFrom, promptTemplate, tools, memory, compaction } = settings;
  const { stream, a2aConfig, executeCodeBlocks } = settings;
  return {
    runtime: settings.runtime ?? DEFAULT_RUNTIME,
    ...given({ systemMessage, stream, a2aConfig, executeCodeBlocks }),
    ...(systemMessageFrom !== undefined && { systemMessageFrom: sourceField(systemMessageFrom) }),
    ...(promptTemplate !== undefined && { promptTemplate: templateField(promptTemplate) }),
    // Never left to a default, which 0.9.12 does not apply. source: fault F-KAG-01
    modelConfig: modelConfigOf(props),
    ...(tools !== undefined && { tools: tools.map((tool) => toolField(tool, namespaceOf(props))) }),
    ...(memory !== undefined && {
      memory: { modelConfig: nameOfModel(memory.modelConfig), ...given({ ttlDays: memory.ttlDays }) },
    }),
    ...(compaction !== undefined && { context: { compaction: compactionField(compaction) } }),
    deployment: {
      ...deploymentField(props),
      ...given({ imageRegistry: props.deployment?.imageRegistry }),
    },
  };
}

function sourceField({ configMap, secret }: SystemMessageSource) {
  return configMap === undefined ? { type: 'Secret', ...secret } : { type: 'ConfigMap', ...configMap };
}

function templateField({ dataSources }: NonNullable<DeclarativeSettings['promptTemplate']>) {
  return { dataSources: dataSources.map((source) => ({ kind: 'ConfigMap', apiGroup: '', ...given(source) })) };
}

/** A tool with kind and group always: an empty kind means MCPServer, and watches match the full form. source: fault F-KAG-22 */
function toolField(tool: AgentToolProp, here: string) {
  const headers = tool.headers === undefined ? {} : { headersFrom: headersField(tool.headers) };
  if (tool.agent !== undefined) {
    const { kind, name, namespace } = toolAgentOf(tool, here);
    return { type: 'Agent', agent: { kind, apiGroup: 'kagent.dev', name, namespace }, ...headers };
  }
  const { kind, name, namespace } = mcpServerOf(tool, here);
  const { toolNames, requireApproval, allowedHeaders } = tool;
  return {
    type: 'McpServer',
    mcpServer: {
      kind,
      apiGroup: 'kagent.dev',
      name,
      namespace,
      ...given({ toolNames, requireApproval, allowedHeaders }),
    },
    ...headers,
  };
}

function compactionField({ interval = 5, overlapSize = 2, tokenThreshold, eventRetentionSize, ...rest }: Compaction) {
  const { modelConfig, promptTemplate } = rest.summarizer ?? {};
  return {
    compactionInterval: interval,
    overlapSize,
    ...given({ tokenThreshold, eventRetentionSize }),
    ...(rest.summarizer !== undefined && {
      summarizer: given({
        modelConfig: modelConfig === undefined ? undefined : nameOfModel(modelConfig),
        promptTemplate,
      }),
    }),
  };
}
