import type { Rule } from '../../../diagnostics/rule';
import type { ModelConfigProps, ModelProviderSettings } from '../props';
import { credentialsOf } from '../provider';
import { exampleModel } from './example-model';

/** Who pays with what. source: facts/kagent.md §1 ModelConfig */
const NEEDS_ONE = ['OpenAI', 'Anthropic', 'AzureOpenAI', 'Gemini', 'SAPAICore'];
const NO_PASSTHROUGH = ['Gemini', 'GeminiVertexAI', 'AnthropicVertexAI', 'Ollama'];

/** A model has one kind of credentials, and one that its provider reads. */
export const MODEL_CREDENTIALS: Rule<ModelConfigProps> = {
  id: 'KF5413',
  name: 'model-credentials',
  severity: 'error',
  acknowledge: 'never',
  why: 'A ModelConfig without a key is Accepted; its agents start and fail at the first call, or wait in CreateContainerConfigError for a Secret without a name.',
  fix: 'give `apiKey: { name, key }` of a Secret in the namespace of the ModelConfig, or `passthrough: true`',
  faults: ['F-KAG-03'],
  sources: ['facts/kagent.md §1 ModelConfig'],
  check({ provider }, report) {
    const { key, secret, passthrough } = credentialsOf(provider);
    const count = [key, secret, passthrough || undefined].filter((it) => it !== undefined).length;
    if (count > 1) {
      report({ path: ['provider'], problem: 'these are two kinds of credentials', allowed: 'a Secret or passthrough' });
    } else if (count === 0 && NEEDS_ONE.includes(provider.type)) {
      report({ path: ['provider', 'apiKey'], problem: `${provider.type} needs credentials`, allowed: '{ name, key }' });
    }
    if (passthrough && NO_PASSTHROUGH.includes(provider.type)) {
      report({ path: ['provider', 'passthrough'], problem: `${provider.type} has no use for it`, got: true });
    }
  },
  examples: {
    failing: exampleModel({ provider: { type: 'Anthropic' } as unknown as ModelProviderSettings }),
    mended: exampleModel({ provider: { type: 'Anthropic', apiKey: { name: 'anthropic', key: 'ANTHROPIC_API_KEY' } } }),
  },
};
