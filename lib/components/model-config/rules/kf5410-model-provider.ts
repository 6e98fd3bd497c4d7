import { MODEL_PROVIDERS } from '../../../api/kagent';
import type { Rule } from '../../../diagnostics/rule';
import type { ModelConfigProps, ModelProviderSettings } from '../props';
import { exampleModel } from './example-model';

/** Settings that an agent cannot be built without. source: kagent v0.9.12 adk_api_translator.go, translateModel */
const REQUIRED: { readonly [type: string]: readonly string[] } = {
  AzureOpenAI: ['endpoint', 'apiVersion', 'deployment'],
  Ollama: ['host'],
  GeminiVertexAI: ['projectID', 'location'],
  AnthropicVertexAI: ['projectID', 'location'],
  Bedrock: ['region'],
  SAPAICore: ['baseUrl'],
};

/** The provider is one that kagent knows, with what it needs. */
export const MODEL_PROVIDER: Rule<ModelConfigProps> = {
  id: 'KF5410',
  name: 'model-provider',
  severity: 'error',
  acknowledge: 'never',
  why: 'The schema takes a ModelConfig without the settings of its provider, and the model is Accepted; every agent that uses it then fails to reconcile.',
  fix: 'give `provider.type` and the settings that it needs',
  faults: [],
  sources: ['facts/kagent.md §1'],
  check({ provider }, report) {
    const { type } = provider;
    if (!(MODEL_PROVIDERS as readonly unknown[]).includes(type)) {
      report({
        path: ['provider', 'type'],
        problem: 'this is no provider of models',
        got: type,
        allowed: MODEL_PROVIDERS.join(', '),
      });
      return;
    }
    const fields = provider as unknown as { readonly [field: string]: unknown };
    for (const field of REQUIRED[type] ?? []) {
      if (fields[field] === undefined || fields[field] === '') {
        report({ path: ['provider', field], problem: `${type} needs it`, allowed: 'a text' });
      }
    }
  },
  examples: {
    failing: exampleModel({ model: 'llama3.2', provider: { type: 'Ollama' } as unknown as ModelProviderSettings }),
    mended: exampleModel({ model: 'llama3.2', provider: { type: 'Ollama', host: 'http://ollama.models.svc:11434' } }),
  },
};
