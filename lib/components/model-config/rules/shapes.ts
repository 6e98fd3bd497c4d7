import { ANYTHING, BOOLEAN, mapOf, NUMBER, objectOf, oneOf, type Shape, TEXT } from '../../kagent-resource/rules/shape';
import { KEY, TEXTS, TLS } from '../../kagent-resource/rules/shapes';
import type { ModelConfigProps } from '../props';

const LOCAL_NAME = objectOf<{ name: string }>({ name: TEXT }, ['name']);
const KEYED = { type: TEXT, apiKey: ANYTHING, passthrough: BOOLEAN };
const SAMPLED = { temperature: ANYTHING, topP: ANYTHING };
const VERTEX = objectOf<object>({ type: TEXT, projectID: TEXT, location: TEXT, serviceAccount: KEY });

/** Numbers are left to KF5412, which knows their ranges. */
const PROVIDER = oneOf('type', {
  OpenAI: objectOf<object>({
    ...KEYED,
    ...SAMPLED,
    baseUrl: ANYTHING,
    organization: TEXT,
    maxTokens: ANYTHING,
    frequencyPenalty: ANYTHING,
    presencePenalty: ANYTHING,
    seed: NUMBER,
    n: ANYTHING,
    timeout: ANYTHING,
    reasoningEffort: TEXT,
    gdch: objectOf<object>({ serviceAccount: KEY, audience: TEXT }),
  }),
  Anthropic: objectOf<object>({ ...KEYED, ...SAMPLED, baseUrl: ANYTHING, maxTokens: ANYTHING, topK: ANYTHING }),
  AzureOpenAI: objectOf<object>({
    ...KEYED,
    ...SAMPLED,
    endpoint: ANYTHING,
    apiVersion: TEXT,
    deployment: TEXT,
    maxTokens: ANYTHING,
  }),
  Ollama: objectOf<object>({ type: TEXT, host: ANYTHING, options: TEXTS, passthrough: BOOLEAN }),
  Gemini: objectOf<object>({ type: TEXT, apiKey: ANYTHING, passthrough: BOOLEAN }),
  GeminiVertexAI: VERTEX,
  AnthropicVertexAI: VERTEX,
  Bedrock: objectOf<object>({
    type: TEXT,
    region: TEXT,
    credentials: LOCAL_NAME,
    passthrough: BOOLEAN,
    additionalModelRequestFields: mapOf(ANYTHING),
    promptCaching: BOOLEAN,
    cacheTTL: TEXT,
  }),
  SAPAICore: objectOf<object>({
    type: TEXT,
    baseUrl: ANYTHING,
    resourceGroup: TEXT,
    authUrl: ANYTHING,
    credentials: LOCAL_NAME,
    passthrough: BOOLEAN,
  }),
});

/** Shapes of a ModelConfig's props. */
export const MODEL_SHAPES: { readonly [Prop in keyof ModelConfigProps]?: Shape } = {
  model: TEXT,
  provider: PROVIDER,
  defaultHeaders: TEXTS,
  tls: TLS,
};
